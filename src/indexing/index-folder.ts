import type { Audience, Flaw } from '../articles/index.ts'
import type { Database } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { TERMS_VERSION } from '../retrieval/index.ts'
import { exclusively } from './exclusively.ts'
import { EpochMovedError, type Known, readKnown } from './file-records.ts'
import { type ChangesResult, indexChanges } from './index-changes.ts'
import { scanFolder } from './scan-folder.ts'
import { sweepOpenedWindows } from './sweep-windows.ts'

/** Another value than the stored one means that everything is made anew: raise it when chunks come out differently. */
const COMPILER_VERSION = 1

/** Vacuum and analyze pay off from here on. */
const MAINTAIN_CHUNKS = 200

export type IndexOptions = {
  knowledgeDir: string
  /** Write every article again, changed or not. */
  full?: boolean
  /** Go on although more than 20 % of the articles would be removed. */
  allowRemovals?: boolean
  /** Take markdown without our front matter, all of the folder, for this audience. */
  assumeAudience?: Audience
  onProgress?: (progress: { phase: string; done: number; total: number }) => void
  log: Log
}

/** Counts are of files. */
export type IndexReport = {
  added: number
  changed: number
  removed: number
  unchanged: number
  /** Chunks written. */
  chunks: number
  /** All flaws of the folder, those of unchanged files too. */
  flaws: Flaw[]
  seconds: number
}

/**
 * Brings the database in step with the folder. What is faulty is not served and comes as a flaw, the rest is
 * indexed; a run that finds nothing changed writes nothing. Throws `REMOVALS_REFUSED` before anything is
 * written, `BAD_INPUT` when there is no such folder, `TRY_LATER` when other processes keep indexing.
 */
export function indexFolder(db: Database, options: IndexOptions): Promise<IndexReport> {
  return exclusively(db, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await run(db, options)
      } catch (error) {
        if (!(error instanceof EpochMovedError)) throw error
        if (attempt === 5) {
          throw new AppError('TRY_LATER', 'Another process is indexing into this database.', {
            hint: 'Wait until it has finished.',
            cause: error,
          })
        }
      }
    }
  })
}

async function run(db: Database, options: IndexOptions): Promise<IndexReport> {
  const started = performance.now()
  const { log, assumeAudience, onProgress } = options
  const settings = JSON.stringify([COMPILER_VERSION, TERMS_VERSION, assumeAudience ?? null])
  const swept = await sweepOpenedWindows(db)
  const known = await db.read('index', readKnown)
  const scan = await scanFolder(options.knowledgeDir, assumeAudience !== undefined, onProgress)
  const isFull = options.full === true || (known.settings !== '' && known.settings !== settings)
  const changed = scan.files.filter(
    (file) => isFull || known.files.get(file.path)?.hash !== file.hash,
  )
  const present = new Set(scan.files.map((file) => file.path))
  const vanished = [...known.files.values()].filter((record) => !present.has(record.path))
  const isNothing = changed.length === 0 && vanished.length === 0 && swept === 0

  const result = isNothing
    ? nothingChanged(known)
    : await indexChanges(db, {
        known,
        scan,
        changed,
        vanished,
        settings,
        isFull,
        allowRemovals: options.allowRemovals === true,
        assumeAudience,
        onProgress,
      })
  if (result.chunks >= MAINTAIN_CHUNKS) await db.maintain()
  const seconds = (performance.now() - started) / 1000
  const { added, removed, chunks } = result
  const unchanged = scan.files.length - result.refused - added - result.changed
  log.info({ added, changed: result.changed, removed, unchanged, chunks, seconds }, 'indexed')
  return {
    ...{ added, changed: result.changed, removed, unchanged, chunks, seconds },
    flaws: inOrder([...scan.flaws, ...result.flaws]),
  }
}

function nothingChanged({ files }: Known): ChangesResult {
  const records = [...files.values()]
  return {
    ...{ added: 0, changed: 0, removed: 0, chunks: 0 },
    refused: records.filter((record) => record.outcome === 'refused').length,
    flaws: records.flatMap((record) => record.flaws),
  }
}

function inOrder(flaws: readonly Flaw[]): Flaw[] {
  return flaws.toSorted(
    (a, b) => Number(a.file > b.file) - Number(a.file < b.file) || a.line - b.line,
  )
}
