import { readFile } from 'node:fs/promises'
import { systemClock } from '../../src/clock.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import { type Database, fixClock, makeSeed, openDatabase } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import type { Desk } from '../../src/desk/types.ts'
import type { Flaw } from '../../src/errors.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import type { ChatUsage } from '../../src/models/types.ts'
import type { EvalOptions } from '../results.ts'
import { within } from '../within.ts'
import type { EvalModel } from './eval-model.ts'
import { mergeKnowledge } from './merge-knowledge.ts'
import { readCaseSettings } from './read-suite-cases.ts'

/** A desk of its own: a database in memory whose clock stands still, with the knowledge folders indexed. */
export type World = {
  db: Database
  desk: Desk
  /** The merged folder; what is written to it counts after `index`. */
  folder: string
  now: Date
  /** Throws when it takes longer than a case may. */
  suggest(transcript: Transcript): Promise<Suggestion>
  /** Tokens that a language model's replies took so far; null without a model. */
  usage(): ChatUsage | null
  /** Brings the database in step with the folder; returns its flaws. */
  index(): Promise<Flaw[]>
  close(): Promise<void>
}

const DEFAULT_KNOWLEDGE = 'knowledge'

export async function openWorld(options: EvalOptions): Promise<World> {
  const { onProgress } = options
  const now = await nowOf(options)
  const merged = await mergeKnowledge(foldersOf(options))
  const db = await openOwn(options)
  const recorded = options.model && (await openModel(options.model))
  const world: World = {
    db,
    desk: (await loadDesk(merged.folder)).desk,
    folder: merged.folder,
    now: now === undefined ? new Date() : new Date(now),
    async suggest(transcript) {
      const deps = { db, desk: world.desk, clock: systemClock, model: recorded?.model }
      const suggestion = await within(options.caseTimeoutMs, (signal) =>
        suggest(deps, transcript, { signal }),
      )
      recorded?.throwIfUnknown()
      return suggestion
    },
    usage: () => recorded?.usage() ?? null,
    index: () => indexInto(db, merged.folder, onProgress),
    async close() {
      await db.close()
      await merged.remove()
    },
  }
  try {
    if (now !== undefined) await fixClock(db, now)
    await world.index()
  } catch (error) {
    await world.close()
    throw error
  }
  return world
}

/**
 * A database with the knowledge of a run indexed, as an archive: suites that start from it (`image`) need not index it
 * again.
 */
export async function makeImage(options: EvalOptions): Promise<Uint8Array<ArrayBuffer>> {
  const now = await nowOf(options)
  const merged = await mergeKnowledge(foldersOf(options))
  try {
    return await makeSeed({ log: silentLog }, async (db) => {
      if (now !== undefined) await fixClock(db, now)
      await indexInto(db, merged.folder, options.onProgress)
    })
  } finally {
    await merged.remove()
  }
}

async function nowOf({ now, cases }: EvalOptions): Promise<string | undefined> {
  return now ?? (await readCaseSettings(cases)).now
}

function foldersOf({ knowledge = [] }: EvalOptions): readonly string[] {
  return knowledge.length > 0 ? knowledge : [DEFAULT_KNOWLEDGE]
}

async function openOwn({ open, image }: EvalOptions): Promise<Database> {
  if (open) return open()
  const seed = image === undefined ? undefined : new Uint8Array(await readFile(image))
  return openDatabase({ log: silentLog, seed })
}

async function indexInto(
  db: Database,
  knowledgeDir: string,
  onProgress: EvalOptions['onProgress'],
): Promise<Flaw[]> {
  const report = await indexFolder(db, {
    ...{ knowledgeDir, allowRemovals: true, log: silentLog },
    onProgress: ({ done, total }) => onProgress?.('index', done, total),
  })
  return report.flaws
}

/** Loaded when asked for: most runs are without a model. */
async function openModel(options: NonNullable<EvalOptions['model']>): Promise<EvalModel> {
  const { openEvalModel } = await import('./eval-model.ts')
  return openEvalModel(options)
}
