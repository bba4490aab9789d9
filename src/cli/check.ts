import type { Command } from 'commander'
import { checkDraft } from '../copilot/check-draft.ts'
import { watchHidden } from '../copilot/hidden-watch.ts'
import { loadDesk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import { type KnowledgeOptions, withKnowledge, withOpenKnowledge } from './knowledge-options.ts'
import { EXIT, printFlaws, printJson, printLine } from './output.ts'
import { readSource } from './read-transcript.ts'

type Options = KnowledgeOptions & { text?: string; json?: boolean }

/** `sidecue check`: the outgoing check on an agent's own words; exit status 1 when it has findings. */
export function addCheckCommand(program: Command): void {
  withKnowledge(program.command('check'))
    .description("the outgoing check on an agent's own words")
    .argument('[file]', 'text file, or - for standard input')
    .option('--text <text>', 'the words themselves')
    .option('--json', 'print the verdict as JSON')
    .action(async (file: string | undefined, options: Options) => {
      const text = await readDraft(file, options.text)
      await withOpenKnowledge(options, async ({ db, config }) => {
        const { desk, flaws } = await loadDesk(config.knowledgeDir)
        printFlaws(flaws)
        const watch = watchHidden(db)
        await watch.refresh()
        const parts = { db, desk, hidden: watch.current() }
        const { verdict, findings } = await checkDraft(parts, { text, turns: [] })
        if (findings.length > 0) process.exitCode = EXIT.findings
        if (options.json) return printJson({ verdict, findings })
        printLine(verdict)
        for (const { start, end, severity, rule, message, suggest } of findings) {
          printLine(`${start}-${end} ${severity} ${rule}: “${text.slice(start, end)}” ${message}`)
          if (suggest) printLine(`  → ${suggest}`)
        }
      })
    })
}

async function readDraft(file: string | undefined, text: string | undefined): Promise<string> {
  if ((file === undefined) === (text === undefined))
    throw new AppError('BAD_INPUT', 'check takes either a file or --text, one of them.', {
      hint: 'For example: npx sidecue check --text "您好，请稍等。"',
    })
  return text ?? (await readSource(file ?? '-')).trimEnd()
}
