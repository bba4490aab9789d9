import { stderr } from 'node:process'
import type { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import type { Transcript } from '../conversations/types.ts'
import { openModel } from '../copilot/open-model.ts'
import { suggest } from '../copilot/suggest.ts'
import { loadDesk } from '../desk/index.ts'
import { openPast } from '../editing/history/index.ts'
import { applyRankSignal } from '../insights/learn/index.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { printFlaws, printJson, printLine } from './output.ts'
import { readInstant } from './read-instant.ts'
import { readTranscript } from './read-transcript.ts'

type Options = KnowledgeOptions & { text?: boolean; at?: string; rev?: string }

/** `sidecue suggest`: a transcript in, the suggestion for its last customer turn out. */
export function addSuggestCommand(program: Command): void {
  withKnowledge(program.command('suggest'))
    .description('a transcript in, the suggestion out (JSON)')
    .argument('<file>', 'transcript JSON, or - for standard input')
    .option('--text', 'print only what may be said to the customer')
    .option('--at <instant>', 'as it would have been answered at this instant')
    .option('--rev <rev>', 'from this version of the knowledge (with --at: the one of that time)')
    .option('--json', 'print JSON (the default)')
    .action(async (file: string, options: Options) => {
      const transcript = await readTranscript(file)
      if (options.at !== undefined || options.rev !== undefined)
        return suggestThen(transcript, options)
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

/** What could have been told then: from that version, at that instant, by this program without a model and without feedback. */
async function suggestThen(transcript: Transcript, options: Options): Promise<void> {
  const at = options.at === undefined ? undefined : readInstant('--at', options.at)
  const { knowledgeDir } = readConfig({
    ...process.env,
    ...(options.knowledge ? { SIDECUE_KNOWLEDGE: options.knowledge } : {}),
  })
  const past = await openPast({ knowledgeDir, at, revision: options.rev, now: new Date() })
  try {
    const version = past.commit === null ? 'the work tree' : `commit ${past.commit.id.slice(0, 10)}`
    stderr.write(`As of ${past.at.toISOString()}, from ${version}.\n`)
    const clock = { now: () => past.at, after: () => () => {} }
    const suggestion = await suggest({ db: past.db, desk: past.desk, clock }, transcript)
    if (options.text) printLine(suggestion.text)
    else printJson(suggestion)
  } finally {
    await past.close()
  }
}
