import { stderr } from 'node:process'
import type { Command } from 'commander'
import { type Config, readConfig } from '../config.ts'
import { maskText } from '../copilot/mask-turns.ts'
import { type Database, openDatabase } from '../db/index.ts'
import type { Embedder } from '../indexing/embed-background.ts'
import { openSearchModels } from '../indexing/embed-for-search.ts'
import { indexFolder } from '../indexing/index.ts'
import { createLog, type Log } from '../log.ts'
import { printFlaws } from './output.ts'
import { progressLine } from './progress.ts'

export type KnowledgeOptions = { knowledge?: string; data?: string }

/** Adds `--knowledge` and `--data`, which every command that reads the knowledge base takes. */
export function withKnowledge(command: Command): Command {
  return command
    .option('--knowledge <dir>', 'the knowledge folder (default: knowledge, or SIDECUE_KNOWLEDGE)')
    .option('--data <dir>', 'where the embedded database lies (default: .sidecue, or SIDECUE_DATA)')
}

export type OpenKnowledge = {
  db: Database
  config: Config
  log: Log
  /** Undefined without an embedding model. */
  embedder: Embedder | undefined
}

/**
 * Opens the database, runs `work`, closes it. A database that has never been indexed is brought in
 * step with the folder first, so that the first question on a fresh clone has an answer.
 */
export async function withOpenKnowledge<T>(
  options: KnowledgeOptions,
  work: (open: OpenKnowledge) => Promise<T>,
  { indexIfEmpty = true } = {},
): Promise<T> {
  const config = readConfig({
    ...process.env,
    ...(options.knowledge ? { SIDECUE_KNOWLEDGE: options.knowledge } : {}),
    ...(options.data ? { SIDECUE_DATA: options.data } : {}),
  })
  const log = createLog(config.logLevel)
  const progress = progressLine()
  const db = await openDatabase({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    log,
    onProgress: (phase) => progress.update({ phase, done: 0, total: 0 }),
  })
  let embedder: Embedder | undefined
  try {
    embedder = await openSearchModels(db, config, { log, mask: maskText })
    if (indexIfEmpty && (await isEmpty(db))) {
      stderr.write(`Nothing is indexed yet; indexing ${config.knowledgeDir} first.\n`)
      const report = await indexFolder(db, {
        knowledgeDir: config.knowledgeDir,
        log,
        onProgress: progress.update,
      })
      progress.end()
      printFlaws(report.flaws)
      await embedder?.run({ onProgress: progress.update })
    }
    progress.end()
    return await work({ db, config, log, embedder })
  } finally {
    await embedder?.stop()
    await db.close()
  }
}

async function isEmpty(db: Database): Promise<boolean> {
  const [row] = await db.read('index', (sql) => sql`select 1 as one from app.change limit 1`)
  return row === undefined
}
