import { type Database, fixClock, openDatabase } from '../../db/index.ts'
import { type Desk, loadDesk } from '../../desk/index.ts'
import { AppError } from '../../errors.ts'
import { indexFolder } from '../../indexing/index.ts'
import { silentLog } from '../../log.ts'
import { readTree } from './read-tree.ts'
import { type Commit, commitAt, findRepository, resolveRevision } from './repository.ts'
import { writeSnapshot } from './snapshot.ts'

export type PastOptions = {
  knowledgeDir: string
  /** The instant at which it is asked; left out: now. */
  at?: Date | undefined
  /** The version; left out: what the branch had at that instant, or for one to come the work tree. */
  revision?: string | undefined
  now: Date
}

/** A knowledge folder as it was, in a database in memory whose clock stands at the instant. */
export type PastKnowledge = {
  db: Database
  desk: Desk
  at: Date
  /** Null: the work tree. */
  commit: Commit | null
  close(): Promise<void>
}

/** Brings back what the program would have answered from at an instant. Throws `BAD_INPUT` where git does not have it. */
export async function openPast(options: PastOptions): Promise<PastKnowledge> {
  const { knowledgeDir, now } = options
  const at = options.at ?? now
  const commit = await findCommit(options, at)
  const repository = commit === null ? null : await findRepository(knowledgeDir)
  const snapshot =
    repository === null || commit === null
      ? { folder: knowledgeDir, remove: async () => {} }
      : await writeSnapshot(repository, await readTree(repository, commit))
  try {
    const db = await openDatabase({ log: silentLog })
    try {
      await fixClock(db, at)
      await indexFolder(db, { knowledgeDir: snapshot.folder, log: silentLog })
      const { desk } = await loadDesk(snapshot.folder)
      return { db, desk, at, commit, close: () => db.close() }
    } catch (error) {
      await db.close()
      throw error
    }
  } finally {
    await snapshot.remove()
  }
}

async function findCommit(
  { knowledgeDir, revision, at: asked, now }: PastOptions,
  at: Date,
): Promise<Commit | null> {
  if (revision !== undefined) {
    const repository = await findRepository(knowledgeDir)
    return resolveRevision(repository, revision)
  }
  if (asked === undefined || at > now) return null
  const repository = await findRepository(knowledgeDir)
  const commit = await commitAt(repository, 'HEAD', at)
  if (commit !== null) return commit
  throw new AppError('BAD_INPUT', `The branch has no commit from before ${at.toISOString()}.`, {
    hint: 'Name the version with --rev, or fetch the rest of a shallow clone with git fetch --unshallow.',
  })
}
