import { type Command, InvalidArgumentError } from 'commander'
import {
  type EvalRun,
  hasFailed,
  isGood,
  repeatRun,
  runSuites,
  SUITE_NAMES,
  suitesFor,
  writeReport,
} from '../../evals/index.ts'
import { AppError } from '../errors.ts'
import { evalProgress } from './eval-progress.ts'
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
  jobs?: number
  repeat?: boolean
  caseTimeout?: number
  json?: boolean
  model?: string
  judge?: string
  record?: boolean
  live?: boolean
  replies: string
}

/** `sidecue eval`: measures suites on cases, writes machine-readable results and a report. */
export function addEvalCommand(program: Command): void {
  program
    .command('eval')
    .description('measure suites on cases; exit status 1 when a gate fails')
    .argument('<suite...>', `${SUITE_NAMES.join(', ')}; all: those of a desk with cases`)
    .requiredOption('--cases <dir>', 'folder with the cases')
    .option('--out <dir>', 'where results and report are written', 'evals/out')
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
    .option('--model <name>', 'have answers told by this language model, from its kept replies')
    .option(
      '--record',
      'ask the model (SIDECUE_CHAT_URL) for replies that are not kept, and keep them',
    )
    .option('--live', 'ask the model each time and keep nothing')
    .option(
      '--judge <name>',
      'have this language model give its opinion of the answers too; it decides nothing',
    )
    .option('--replies <dir>', 'where replies are kept', 'evals/replies')
    .option(
      '--baseline <path>',
      'fail where a figure of any slice falls below the one kept there: a file, or a folder with one for each suite',
    )
    .option('--save-baseline <path>', 'keep the scores of this run to compare later ones with')
    .option(
      '--jobs <count>',
      'suites at a time (default: 2, where there are as many processors)',
      readCount,
    )
    .option('--repeat', 'run everything twice; what differs but for times is flaky, and fails')
    .option(
      '--case-timeout <seconds>',
      'a case that takes longer counts as failed (default: 30)',
      readCount,
    )
    .option('--json', 'print the metrics as JSON')
    .action(async (named: string[], options: Options) => {
      const suites = named.flatMap((name) => (name === 'all' ? suitesFor(options.cases) : [name]))
      const progress = evalProgress()
      const wanted = {
        ...{ suites: [...new Set(suites)], isAll: named.includes('all') },
        ...pick(options),
        onProgress: progress.update,
      }
      let run = await runSuites(wanted)
      if (options.repeat) run = await repeatRun(run, wanted)
      const { annotations } = await writeReport(run, options)
      progress.end()
      const unkept = options.saveBaseline ? run.suites.filter(hasFailed) : []
      if (unkept.length > 0) {
        const names = unkept.map(({ suite }) => suite).join(', ')
        process.stderr.write(`sidecue: no baseline was kept of ${names}: cases failed.\n`)
      }
      if (!isGood(run)) process.exitCode = EXIT.findings
      print(run, options)
      const say = options.json ? (line: string) => process.stderr.write(`${line}\n`) : printLine
      for (const line of annotations) say(line)
    })
}

function pick(options: Options) {
  const { cases, out, knowledge, now, rate, generated, seed, jobs } = options
  const { baseline, saveBaseline, caseTimeout } = options
  const { model, judge } = modelsOf(options)
  const caseTimeoutMs = caseTimeout === undefined ? undefined : caseTimeout * 1000
  const kept = { baseline, saveBaseline, caseTimeoutMs, model, judge }
  return { cases, out, knowledge, now, rate, generated, seed, jobs, ...kept }
}

function modelsOf({ model, judge, replies, record, live }: Options) {
  if (model === undefined && judge === undefined && (record || live)) {
    throw new AppError('BAD_INPUT', `--${record ? 'record' : 'live'} needs the name of a model.`, {
      hint: 'For example: --model qwen3 --record',
    })
  }
  if (record && live) {
    throw new AppError('BAD_INPUT', 'Replies are either recorded or asked live.', {
      hint: 'Leave out --record or --live.',
    })
  }
  const mode = record ? ('record' as const) : live ? ('live' as const) : ('replay' as const)
  const optionsOf = (name: string | undefined) =>
    name === undefined ? undefined : { name, replies, mode }
  return { model: optionsOf(model), judge: optionsOf(judge) }
}

/** One suite as its metrics; several as the run with all of them. */
function print(run: EvalRun, { json, out }: Options): void {
  const [only, ...others] = run.suites
  if (json) {
    printJson(others.length === 0 && only ? only : run)
    return
  }
  for (const { suite, cases, metrics, gates, error } of run.suites) {
    printLine(`${suite}: ${cases} cases`)
    if (error) printLine(`  ${error}`)
    for (const [name, value] of Object.entries(metrics))
      printLine(`  ${name.padEnd(16)} ${value.toFixed(4)}`)
    for (const gate of gates) printLine(`  ${lineOf(gate)}`)
  }
  for (const gate of run.gates) printLine(lineOf(gate))
  printLine(
    `${isGood(run) ? 'passed' : 'FAILED'} in ${run.seconds} s; the report: ${out}/report.html`,
  )
}

function lineOf({ name, value, limit, ok }: EvalRun['gates'][number]): string {
  return `gate ${name}: ${value} (limit ${limit}) ${ok ? 'ok' : 'FAILED'}`
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
