import type { Command } from 'commander'
import { AUDIENCES, type Audience } from '../articles/types.ts'
import { loadDesk } from '../desk/index.ts'
import { AppError } from '../errors.ts'
import type { Embedder } from '../indexing/embed-background.ts'
import { type IndexReport, indexFolder, watchFolder } from '../indexing/index.ts'
import {
  type KnowledgeOptions,
  type OpenKnowledge,
  withKnowledge,
  withOpenKnowledge,
} from './knowledge-options.ts'
import { EXIT, printFlaws, printJson, printLine } from './output.ts'
import { type Progress, progressLine } from './progress.ts'

type Options = KnowledgeOptions & {
  full?: boolean
  watch?: boolean
  allowRemovals?: boolean
  assumeAudience?: string
  json?: boolean
}

/** `sidecue index`: brings the database in step with the knowledge folder. */
export function addIndexCommand(program: Command): void {
  withKnowledge(program.command('index'))
    .description('bring the database in step with the knowledge folder')
    .option('--watch', 'stay and index each save')
    .option('--full', 'read and write every article again, changed or not')
    .option('--allow-removals', 'go on although more than 20 % of the articles would be removed')
    .option(
      '--assume-audience <audience>',
      `take markdown without our front matter, for ${AUDIENCES.join(', ')}`,
    )
    .option('--json', 'print the report as JSON')
    .action((options: Options) =>
      withOpenKnowledge(options, (open) => runIndex(open, options), { indexIfEmpty: false }),
    )
}

async function runIndex(open: OpenKnowledge, options: Options): Promise<void> {
  const { db, config, log, embedder } = open
  const assumeAudience = readAudience(options.assumeAudience)
  const progress = progressLine()
  const settings = {
    knowledgeDir: config.knowledgeDir,
    full: options.full ?? false,
    allowRemovals: options.allowRemovals ?? false,
    ...(assumeAudience ? { assumeAudience } : {}),
    onProgress: progress.update,
    log,
  }
  const report = await withVectors(await indexFolder(db, settings), embedder, progress.update)
  progress.end()
  const desk = await loadDesk(config.knowledgeDir)
  const flaws = [...report.flaws, ...desk.flaws]
  printFlaws(flaws)
  if (options.json) printJson({ ...report, flaws })
  else printLine(describeReport(report))
  if (flaws.some((flaw) => flaw.severity === 'error')) process.exitCode = EXIT.findings
  if (options.watch) {
    printLine(`Watching ${config.knowledgeDir}; Ctrl-C ends.`)
    // The next save is not kept waiting for a model.
    await watchFolder(db, settings, async (change) => {
      printFlaws(change.flaws)
      printLine(describeReport(await withVectors(change, embedder)))
    })
  }
}

/** What is printed of a run: `embeddingCalls` counts requests to the embedding model, 0 without one. */
type Printed = IndexReport & { embeddingCalls: number }

async function withVectors(
  report: IndexReport,
  embedder: Embedder | undefined,
  onProgress?: (progress: Progress) => void,
): Promise<Printed> {
  if (!embedder) return { ...report, embeddingCalls: 0 }
  const started = performance.now()
  const { calls } = await embedder.run(onProgress ? { onProgress } : {})
  const seconds = report.seconds + (performance.now() - started) / 1000
  return { ...report, embeddingCalls: calls, seconds }
}

function describeReport(report: Printed): string {
  const { added, changed, removed, unchanged, chunks, embeddingCalls, seconds } = report
  return `${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged; ${chunks} chunks written, ${embeddingCalls} embedding calls, ${seconds.toFixed(2)} s`
}

function readAudience(value: string | undefined): Audience | undefined {
  if (value === undefined) return undefined
  const audience = AUDIENCES.find((known) => known === value)
  if (audience) return audience
  throw new AppError('BAD_INPUT', `--assume-audience: found '${value}'`, {
    hint: `Allowed: ${AUDIENCES.join(', ')}.`,
  })
}
