import { join } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import {
  compareWithBaseline,
  runEval,
  SUITE_NAMES,
  saveBaseline,
  suitesFor,
} from '../../evals/index.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = {
  cases: string
  out: string
  knowledge?: string[]
  now?: string
  rate?: number
  generated?: number
  seed?: number
  baseline?: string
  saveBaseline?: string
  json?: boolean
  model?: string
  replies?: string
}

/** `sidecue eval`: measures suites on cases and writes machine-readable results. */
export function addEvalCommand(program: Command): void {
  program
    .command('eval')
    .description('measure suites on cases; exit status 1 when a gate fails')
    .argument('<suite...>', `${SUITE_NAMES.join(', ')}; all: those of a desk with cases`)
    .requiredOption('--cases <dir>', 'folder with the cases')
    .option('--out <dir>', 'where results are written', 'evals/out')
    .option(
      '--knowledge <dir>',
      'knowledge folder (default: knowledge); again for articles to be added to it',
      (folder: string, others: string[] = []) => [...others, folder],
    )
    .option('--now <instant>', 'where the clock stands, with its offset: 2026-12-01T10:00:00+08:00')
    .option('--rate <number>', 'questions a second in the suite latency', readRate)
    .option(
      '--generated <count>',
      'attacks made out of those of the cases, in their place',
      readCount,
    )
    .option(
      '--seed <number>',
      'what they are made with; the same ones for the same seed',
      readCount,
    )
    .option(
      '--model <name>',
      'have answers told by this language model, from its kept replies; with SIDECUE_CHAT_URL set, new ones are recorded',
    )
    .option('--replies <dir>', 'where replies are kept (default: evals/replies)')
    .option('--baseline <file>', 'fail where a figure of any slice falls below the one kept there')
    .option('--save-baseline <file>', 'keep the scores of this run to compare later ones with')
    .option('--json', 'print the metrics as JSON')
    .action(async (named: string[], options: Options) => {
      const suites = named.flatMap((name) => (name === 'all' ? suitesFor(options.cases) : [name]))
      for (const suite of suites) {
        const { cases, knowledge, now, rate, generated, seed } = options
        // Several suites would write the same metrics.json.
        const out =
          named.includes('all') || suites.length > 1 ? join(options.out, suite) : options.out
        const { model: name, replies = 'evals/replies' } = options
        const model = name === undefined ? undefined : { name, replies }
        const wanted = { cases, out, knowledge, now, rate, generated, seed, model }
        const measured = await runEval(suite, wanted)
        const result = options.baseline
          ? await compareWithBaseline(options.baseline, measured, out)
          : measured
        if (options.saveBaseline) await saveBaseline(options.saveBaseline, measured, out)
        if (options.json) printJson(result)
        else {
          printLine(`${result.suite}: ${result.cases} cases`)
          for (const [name, value] of Object.entries(result.metrics))
            printLine(`  ${name.padEnd(16)} ${value.toFixed(4)}`)
          for (const gate of result.gates)
            printLine(
              `  gate ${gate.name}: ${gate.value} (limit ${gate.limit}) ${gate.ok ? 'ok' : 'FAILED'}`,
            )
        }
        if (result.gates.some((gate) => !gate.ok)) process.exitCode = EXIT.findings
      }
    })
}

function readRate(text: string): number {
  const rate = Number(text)
  if (rate > 0 && rate <= 1000) return rate
  throw new InvalidArgumentError('Write a number of questions a second, from above 0 to 1000.')
}

function readCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0 && count <= 1_000_000) return count
  throw new InvalidArgumentError('Write a whole number from 1 on.')
}
