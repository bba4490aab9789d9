import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { openModel } from '../copilot/open-model.ts'
import { suggest } from '../copilot/suggest.ts'
import { loadDesk } from '../desk/index.ts'
import { applyRankSignal } from '../insights/learn/index.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { printFlaws, printJson, printLine } from './output.ts'
import { readTranscript } from './read-transcript.ts'

type Options = KnowledgeOptions & { text?: boolean }

/** `sidecue suggest`: a transcript in, the suggestion for its last customer turn out. */
export function addSuggestCommand(program: Command): void {
  withKnowledge(program.command('suggest'))
    .description('a transcript in, the suggestion out (JSON)')
    .argument('<file>', 'transcript JSON, or - for standard input')
    .option('--text', 'print only what may be said to the customer')
    .option('--json', 'print JSON (the default)')
    .action(async (file: string, options: Options) => {
      const transcript = await readTranscript(file)
      await withOpenKnowledge(options, async ({ db, config, log }) => {
        const { desk, flaws } = await loadDesk(config.knowledgeDir)
        printFlaws(flaws)
        await applyRankSignal(db, desk)
        const model = await openModel(config.chat, { db, desk, clock: systemClock, log })
        const suggestion = await suggest({ db, desk, clock: systemClock, model }, transcript)
        if (options.text) printLine(suggestion.text)
        else printJson(suggestion)
      })
    })
}
