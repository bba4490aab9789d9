import { systemClock } from '../../src/clock.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import { type Database, fixClock, openDatabase } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import type { Desk } from '../../src/desk/types.ts'
import type { Flaw } from '../../src/errors.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import type { EvalOptions } from '../results.ts'
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
  suggest(transcript: Transcript): Promise<Suggestion>
  /** Brings the database in step with the folder; returns its flaws. */
  index(): Promise<Flaw[]>
  close(): Promise<void>
}

const DEFAULT_KNOWLEDGE = 'knowledge'

export async function openWorld(options: EvalOptions): Promise<World> {
  const { knowledge = [], onProgress } = options
  const folders = knowledge.length > 0 ? knowledge : [DEFAULT_KNOWLEDGE]
  const now = options.now ?? (await readCaseSettings(options.cases)).now
  const merged = await mergeKnowledge(folders)
  const db = await (options.open?.() ?? openDatabase({ log: silentLog }))
  const recorded = options.model && (await openModel(options.model))
  const world: World = {
    db,
    desk: (await loadDesk(merged.folder)).desk,
    folder: merged.folder,
    now: now === undefined ? new Date() : new Date(now),
    async suggest(transcript) {
      const deps = { db, desk: world.desk, clock: systemClock, model: recorded?.model }
      const suggestion = await suggest(deps, transcript)
      recorded?.throwIfUnknown()
      return suggestion
    },
    async index() {
      const report = await indexFolder(db, {
        knowledgeDir: merged.folder,
        allowRemovals: true,
        log: silentLog,
        onProgress: ({ done, total }) => onProgress?.('index', done, total),
      })
      return report.flaws
    },
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

/** Loaded when asked for: most runs are without a model. */
async function openModel({ name, replies }: NonNullable<EvalOptions['model']>): Promise<EvalModel> {
  const { openEvalModel } = await import('./eval-model.ts')
  return openEvalModel(replies, name)
}
