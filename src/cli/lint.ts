import { existsSync, statSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'
import { stdout } from 'node:process'
import { type Command, Option } from 'commander'
import { AUDIENCES, type Audience } from '../articles/types.ts'
import { readConfig } from '../config.ts'
import { contractFindings } from '../editing/lint/contract-findings.ts'
import { fixFolder } from '../editing/lint/fix-folder.ts'
import { toGitHub } from '../editing/lint/formats/to-github.ts'
import { toSarif } from '../editing/lint/formats/to-sarif.ts'
import { toText, toVFiles } from '../editing/lint/formats/to-vfiles.ts'
import { type Finding, lintFolder, runFolderContracts } from '../editing/lint/index.ts'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { type KnowledgeOptions, withKnowledge } from './knowledge-options.ts'
import { EXIT, printJson, printLine } from './output.ts'
import { progressLine } from './progress.ts'

type Options = KnowledgeOptions & {
  fix?: boolean
  contracts?: boolean
  assumeAudience?: Audience
  format: 'text' | 'json' | 'github' | 'sarif'
  json?: boolean
  now?: string
  cache: boolean
}

/** `sidecue lint`: everything an editor must know before a merge; exit status 1 for errors and warnings. */
export function addLintCommand(program: Command): void {
  withKnowledge(program.command('lint'))
    .description('everything an editor must know of the knowledge folder before a merge')
    .argument('[paths...]', 'only what concerns these files or folders; all of the folder is read')
    .option('--fix', 'mend what can only be meant in one way, in place')
    .option('--contracts', 'also try every `asks` and `must_not`, on an index in memory')
    .addOption(
      new Option('--format <format>', 'how findings are printed')
        .choices(['text', 'json', 'github', 'sarif'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .addOption(
      new Option(
        '--assume-audience <audience>',
        'take markdown without our front matter, all of the folder',
      ).choices(AUDIENCES),
    )
    .option('--now <instant>', 'where the clock stands: 2026-12-01T10:00:00+08:00')
    .option('--no-cache', 'read every file again, changed or not')
    .action(runLint)
}

async function runLint(paths: string[], options: Options): Promise<void> {
  const config = readConfig({
    ...process.env,
    ...(options.knowledge ? { SIDECUE_KNOWLEDGE: options.knowledge } : {}),
    ...(options.data ? { SIDECUE_DATA: options.data } : {}),
  })
  const now = readInstant(options.now)
  const { folder, isWanted } = chooseFiles(paths, config.knowledgeDir, options.knowledge)
  const progress = progressLine()
  const { assumeAudience } = options
  const isForeign = assumeAudience !== undefined
  if (options.fix && isForeign)
    throw new AppError('BAD_INPUT', '--fix mends articles of ours only.', {
      hint: 'Leave out --assume-audience, or --fix.',
    })
  const fixed = options.fix ? await fixFolder(folder, isWanted) : []
  const report = await lintFolder({
    knowledgeDir: folder,
    now,
    dataDir: options.cache ? config.dataDir : null,
    assumeAudience,
    onProgress: progress.update,
  })
  const found = [...report.findings]
  if (options.contracts && !isForeign) {
    const sound = report.pages.filter(({ isSound, path }) => isSound && isWanted(path))
    const results = await runFolderContracts({
      knowledgeDir: folder,
      paths: sound.map(({ path }) => path),
      now,
      log: createLog(config.logLevel),
      onProgress: progress.update,
    })
    found.push(...contractFindings(results, report.pages))
  }
  progress.end()
  const wanted = found.filter((finding) => isWanted(finding.file)).map(inFolder(folder))
  const { files, unchanged, silenced, seconds } = report
  print(options.json ? 'json' : options.format, wanted, {
    files,
    unchanged,
    silenced,
    fixed,
    seconds,
  })
  if (wanted.some(({ severity }) => severity !== 'info')) process.exitCode = EXIT.findings
}

type Summary = {
  files: number
  unchanged: number
  silenced: number
  fixed: string[]
  seconds: number
}

function print(format: Options['format'], findings: Finding[], summary: Summary): void {
  if (format === 'github') {
    if (findings.length > 0) printLine(toGitHub(findings))
    return
  }
  if (format === 'sarif') {
    printJson(toSarif(findings, process.env.npm_package_version ?? '0'))
    return
  }
  const counts = countOf(findings)
  if (format === 'json') {
    const messages = toVFiles(findings).flatMap(({ path, messages }) =>
      messages.map((message) => ({ ...message, file: path, message: undefined })),
    )
    printJson({ ...counts, ...summary, findings, messages })
    return
  }
  if (findings.length > 0) printLine(toText(findings, stdout.isTTY === true))
  for (const path of summary.fixed) printLine(`mended: ${path}`)
  const { files, unchanged, silenced, seconds } = summary
  const quiet = silenced > 0 ? `, ${silenced} silenced` : ''
  printLine(
    `${counts.errors} errors, ${counts.warnings} warnings, ${counts.infos} notes${quiet}; ${files} files, ${unchanged} of them unchanged, ${seconds.toFixed(2)} s`,
  )
}

function countOf(findings: readonly Finding[]) {
  const of = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length
  return { errors: of('error'), warnings: of('warning'), infos: of('info') }
}

/** Paths as the caller would write them, so that editors and GitHub find the files. */
function inFolder(folder: string): (finding: Finding) => Finding {
  const base = relative(process.cwd(), resolve(folder)).split(sep).join('/')
  const place = (path: string): string => posix.join(base, path)
  return (finding) => ({
    ...finding,
    file: place(finding.file),
    ...(finding.related
      ? { related: finding.related.map((one) => ({ ...one, file: place(one.file) })) }
      : {}),
  })
}

type Chosen = { folder: string; isWanted: (path: string) => boolean }

/** The folder to read, and which of its files are asked about. A path that lies elsewhere tells the folder. */
function chooseFiles(paths: string[], knowledgeDir: string, named: string | undefined): Chosen {
  for (const path of paths) {
    if (!existsSync(path))
      throw new AppError('BAD_INPUT', `There is no file or folder '${path}'.`, {
        hint: 'Name files or folders of the knowledge folder.',
      })
  }
  const inside = (folder: string, path: string): string | undefined => {
    const way = relative(resolve(folder), resolve(path)).split(sep).join('/')
    return way.startsWith('..') ? undefined : way
  }
  const first = paths[0]
  const isElsewhere = first !== undefined && inside(knowledgeDir, first) === undefined
  const folder = isElsewhere && named === undefined ? folderOf(first) : knowledgeDir
  const ways = paths.map((path) => {
    const way = inside(folder, path)
    if (way !== undefined) return way
    throw new AppError('BAD_INPUT', `'${path}' is not in the knowledge folder '${folder}'.`, {
      hint: 'Name the knowledge folder with --knowledge DIR.',
    })
  })
  const isWanted = (path: string): boolean =>
    ways.length === 0 ||
    ways.some((way) => way === '' || path === way || path.startsWith(`${way}/`))
  return { folder, isWanted }
}

/** The knowledge folder that a path lies in, by what such a folder holds; else the folder that it is. */
function folderOf(path: string): string {
  for (let at = resolve(path); at !== dirname(at); at = dirname(at)) {
    if (existsSync(join(at, 'desk.yml')) || existsSync(join(at, 'articles')))
      return relative('.', at) || '.'
  }
  return statSync(path).isDirectory() ? path : dirname(path)
}

function readInstant(text: string | undefined): Date {
  if (text === undefined) return new Date()
  const now = new Date(text)
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(now.getTime())) return now
  throw new AppError('BAD_INPUT', `--now: found '${text}'.`, {
    hint: 'Write it with its offset, as in 2026-12-01T10:00:00+08:00.',
  })
}
