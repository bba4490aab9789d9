import { type Database, isVisible, type Store, type TransactionSql } from '../db/index.ts'
import { finishPostings } from '../retrieval/index.ts'
import { exclusively } from './exclusively.ts'
import { moveEpoch, readKnown } from './file-records.ts'
import { movePart } from './write-parts.ts'

/**
 * Moves text whose release has come to its audience's store, and expired text out of it. Who may read what does
 * not depend on it: it only keeps the stores' indexes to what is told. Returns the number of parts moved; with
 * none, nothing is written.
 */
export function sweepWindows(db: Database): Promise<number> {
  return exclusively(db, () => sweepOpenedWindows(db))
}

/** The same for a caller that already has the database's index to itself. */
export async function sweepOpenedWindows(db: Database): Promise<number> {
  const due = await db.read('index', findDue)
  if (due.length === 0) return 0
  return db.write('index', async (sql) => {
    const { epoch } = await readKnown(sql)
    await moveEpoch(sql, epoch)
    const parts = await findDue(sql)
    const touched = new Set<Store>()
    for (const part of parts) {
      await movePart(sql, part, part.to)
      touched.add(part.store).add(part.to)
    }
    for (const store of touched) await finishPostings(sql, store)
    return parts.length
  })
}

type DuePart = { store: Store; key: number; to: Store; title: string; asks: string[] }

async function findDue(sql: TransactionSql): Promise<DuePart[]> {
  const opened = await sql<DuePart[]>`
    select 'embargo' as store, key, audience as "to", title, asks
    from embargo.article
    where ${isVisible(sql)}
    order by key
  `
  const due = [...opened]
  for (const store of ['customer', 'agent', 'internal'] as const) {
    const closed = await sql<DuePart[]>`
      select ${store}::text as store, key, 'embargo' as "to", title, asks
      from ${sql(store)}.article
      where expires <= desk_now() or release > desk_now()
      order by key
    `
    due.push(...closed)
  }
  return due
}
