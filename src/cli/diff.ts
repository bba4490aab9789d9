import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { openDatabase } from '../db/index.ts'
import { loadDesk } from '../desk/index.ts'
import {
  APPROVALS_FILE,
  approve,
  type DiffReport,
  FORMATS,
  fileQuestions,
  formatOf,
  GATE_NAMES,
  READERS,
  readApprovals,
  readGates,
  recordedQuestions,
  renderReport,
  runDiff,
} from '../editing/diff/index.ts'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { LANGS } from '../text/types.ts'
import { type KnowledgeOptions, withKnowledge } from './knowledge-options.ts'
import { EXIT, printLine } from './output.ts'
import { progressLine } from './progress.ts'
import { readInstant } from './read-instant.ts'

type Options = KnowledgeOptions & {
  base: string
  head?: string
  baseKnowledge?: string
  exact?: boolean
  at: string[]
  questions: string[]
  recorded: boolean
  format?: string
  json?: boolean
  out: string[]
  gate: string[]
  approvals?: string
  approve?: string
  readers?: string
  lang?: string
  full?: boolean
}

/** The latest recorded questions that are asked, at most. */
const RECORDED = 500

/** `sidecue diff`: what customers are told differently by two versions of the knowledge folder. */
export function addDiffCommand(program: Command): void {
  const many = (value: string, before: string[]) => [...before, value]
  withKnowledge(program.command('diff'))
    .description(
      'what customers will be told differently: answers, refusals, classes, new disclosures',
    )
    .requiredOption('--base <rev>', 'the version before: a branch, tag or commit')
    .option('--head <rev>', 'the version after (default: the files as they lie in the work tree)')
    .option('--base-knowledge <dir>', 'where the folder was in the base, if it was renamed')
    .option('--exact', 'compare with the base itself, not with where the two parted')
    .option('--at <instant>', 'ask as of this instant; may be repeated (default: now)', many, [])
    .option(
      '--questions <file>',
      'more questions, one JSON object per line; may be repeated',
      many,
      [],
    )
    .option('--no-recorded', 'leave out what customers really asked')
    .option('--format <format>', `of what is printed: ${FORMATS.join(', ')}`, 'markdown')
    .option('--json', 'the same as --format json')
    .option('--out <file>', 'write to a .md, .html or .json file; may be repeated', many, [])
    .option('--readers <readers>', `who reads it: ${READERS.join(' or ')} (markdown: public)`)
    .option('--gate <name[=n]>', `exit 1 beyond n (0): ${GATE_NAMES.join(', ')}`, many, [])
    .option('--approvals <file>', `approved disclosures (default: ${APPROVALS_FILE} in the folder)`)
    .option('--approve <name>', 'approve all new disclosures in that name, in that file')
    .option('--lang <lang>', `of the report: ${LANGS.join(', ')} (default: the desk's first)`)
    .option('--full', 'ask every question although it can be seen that no answer changes')
    .action(runCommand)
}

async function runCommand(options: Options): Promise<void> {
  const config = readConfig({
    ...process.env,
    ...(options.knowledge ? { SIDECUE_KNOWLEDGE: options.knowledge } : {}),
    ...(options.data ? { SIDECUE_DATA: options.data } : {}),
  })
  const print = options.json ? 'json' : oneOf('--format', options.format ?? 'markdown', FORMATS)
  const outputs = options.out.map((file) => ({ file, format: formatOf(file) }))
  const readers =
    options.readers === undefined ? undefined : oneOf('--readers', options.readers, READERS)
  const lang = options.lang === undefined ? undefined : oneOf('--lang', options.lang, LANGS)
  const gates = readGates(options.gate)
  const now = new Date()
  const at = options.at.map((value) => readInstant('--at', value))
  const ownFile = options.approvals ?? join(config.knowledgeDir, APPROVALS_FILE)
  const progress = progressLine()
  const more = (await Promise.all(options.questions.map(fileQuestions))).flat()
  if (options.recorded) more.push(...(await readRecorded(config)))

  const report = await runDiff({
    ...{ knowledgeDir: config.knowledgeDir, dataDir: config.dataDir, base: options.base },
    ...{ head: options.head, baseKnowledge: options.baseKnowledge, lang, gates, more, now },
    isExact: options.exact ?? false,
    isFull: options.full ?? false,
    at: at.length > 0 ? at : [now],
    // Of a commit its own approvals count, unless a file is named.
    readApprovals: (folder) => readApprovals(options.approvals ?? join(folder, APPROVALS_FILE)),
    onProgress: progress.update,
  })
  progress.end()
  const { desk } = await loadDesk(config.knowledgeDir)
  const render = (format: (typeof FORMATS)[number]) =>
    renderReport(report, { format, readers, timeZone: desk.timeZone, now })
  for (const { file, format } of outputs) await writeFile(file, render(format))
  if (outputs.length === 0) process.stdout.write(render(print))
  else
    printLine(
      summarise(
        report,
        outputs.map(({ file }) => file),
      ),
    )
  if (options.approve !== undefined) {
    const count = await approve(ownFile, report.disclosures, options.approve, now)
    printLine(`${count} disclosures approved by ${options.approve} in ${ownFile}. Commit it.`)
    return
  }
  for (const { name, value, limit, ok } of report.gates)
    if (!ok) process.stderr.write(`gate ${name}: ${value} found, ${limit} allowed\n`)
  if (report.gates.some(({ ok }) => !ok)) process.exitCode = EXIT.findings
}

/** What customers really asked, where there is a database that was in use. */
async function readRecorded({ databaseUrl, dataDir, logLevel, knowledgeDir }: Config) {
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'pg'))) return []
  const db = await openDatabase({ databaseUrl, dataDir, log: createLog(logLevel) })
  try {
    const { desk } = await loadDesk(knowledgeDir)
    return await recordedQuestions(db, desk, RECORDED)
  } finally {
    await db.close()
  }
}

function summarise(report: DiffReport, files: readonly string[]): string {
  const { questions, answers, disclosures, contracts, flaws } = report
  const lost = answers.filter(({ kind }) => kind === 'lost').length
  const open = disclosures.filter(({ approvedBy }) => approvedBy === null).length
  const broken = contracts.filter(({ state }) => state === 'broken').length
  return [
    `${questions.length} questions: ${answers.length} answers changed, ${lost} lost, ${broken} promises broken`,
    `${disclosures.length} disclosures, ${open} not approved; ${flaws.length} flaws; ${report.seconds.toFixed(1)} s`,
    `written: ${files.join(', ')}`,
  ].join('\n')
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value)
  if (found !== undefined) return found
  throw new AppError('BAD_INPUT', `${option}: found '${value}'`, {
    hint: `Allowed: ${allowed.join(', ')}.`,
  })
}
