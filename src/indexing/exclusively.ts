import type { Database } from '../db/index.ts'

const running = new WeakMap<Database, Promise<unknown>>()

/** Runs tasks that write the index of one database one after the other in this process. */
export function exclusively<T>(db: Database, task: () => Promise<T>): Promise<T> {
  const before = running.get(db) ?? Promise.resolve()
  const mine = before.then(task, task)
  running.set(
    db,
    mine.catch(() => undefined),
  )
  return mine
}
