import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { dirname } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import {
  MUTANTS,
  type Mutant,
  type MutantReport,
  type Notice,
  renderReport,
  runMutants,
} from '../../evals/mutants/index.ts'
import { AppError } from '../errors.ts'
import { EXIT, printJson, printLine } from './output.ts'

type Options = {
  cases: string
  baselines: string
  knowledge?: string[]
  only?: string[]
  suites?: string[]
  jobs: number
  report?: string
  json?: boolean
}

/** `sidecue mutants`: breaks the program on purpose and shows that the evals notice. */
export function addMutantsCommand(program: Command): void {
  program
    .command('mutants')
    .description('break the program on purpose; exit status 1 where the evals notice nothing')
    .option('--cases <dir>', 'folder with the cases', 'evals/cases')
    .option('--baselines <dir>', 'kept scores to compare with', 'evals/baselines')
    .option(
      '--knowledge <dir>',
      'knowledge folder (default: knowledge)',
      (folder: string, others: string[] = []) => [...others, folder],
    )
    .option('--only <ids>', 'only these mutants, separated by commas', readList)
    .option('--suites <names>', 'only these suites, separated by commas', readList)
    .option('--jobs <count>', 'processes at a time', readCount, Math.min(2, availableParallelism()))
    .option('--report <file>', 'write the table there as markdown')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const { cases, baselines, knowledge = ['knowledge'], suites, jobs } = options
      const mutants = choose(options.only)
      const onProgress = (text: string) => process.stderr.write(`${text}\n`)
      const report = await runMutants(mutants, {
        ...{ cases, baselines, knowledge, suites, jobs, onProgress },
      })
      if (options.report !== undefined && report.unmutated.length === 0) {
        const where = `${availableParallelism()} cores, ${jobs} at a time, load ${loadavg()[0]?.toFixed(1)} at the end`
        await mkdir(dirname(options.report), { recursive: true })
        await writeFile(options.report, renderReport(report, where))
      }
      if (options.json) printJson(report)
      else printReport(report)
      const isGood = report.unmutated.length === 0 && report.results.every((one) => one.isCaught)
      if (!isGood) process.exitCode = EXIT.findings
    })
}

function choose(only: readonly string[] | undefined): readonly Mutant[] {
  if (only === undefined) return MUTANTS
  return only.map((id) => {
    const mutant = MUTANTS.find((one) => one.id === id)
    if (mutant !== undefined) return mutant
    const known = MUTANTS.map((one) => one.id).join(', ')
    throw new AppError('BAD_INPUT', `There is no mutant '${id}'.`, { hint: `Allowed: ${known}.` })
  })
}

function printReport({ unmutated, results, seconds }: MutantReport): void {
  if (unmutated.length > 0) {
    printLine('The program as it is does not pass, so nothing can be shown:')
    for (const notice of unmutated) printLine(`  ${inWords(notice)}`)
    return
  }
  for (const { id, breaks, notices } of results) {
    printLine(`${notices.length > 0 ? 'caught  ' : 'SURVIVED'} ${id}: ${breaks}`)
    for (const notice of notices) printLine(`    ${inWords(notice)}`)
  }
  const survivors = results.filter(({ isCaught }) => !isCaught)
  printLine(
    `${results.length - survivors.length} of ${results.length} caught, ${Math.round(seconds)} s.`,
  )
  if (survivors.length > 0)
    printLine(
      `What survived is a hole in the evals: ${survivors.map(({ id }) => id).join(', ')}. Write cases or a gate that would notice.`,
    )
}

function inWords({ suite, by, found, cases }: Notice): string {
  return `${suite}: ${by}, ${found}${cases.length === 0 ? '' : ` (${cases.join(' ')})`}`
}

function readList(text: string): string[] {
  return text.split(',').map((one) => one.trim())
}

function readCount(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 64) return count
  throw new InvalidArgumentError('Write a whole number from 1 to 64.')
}
