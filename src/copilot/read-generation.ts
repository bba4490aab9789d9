import type { Database } from '../db/index.ts'

/** Counts the changes of what customers may read. */
export function readGeneration(db: Database): Promise<number> {
  return db.read('customer', async (sql) => {
    const [row] = await sql<{ generation: number }[]>`
      select count(*)::int as generation
      from app.change
      where audience = 'customer' and at <= desk_now()
    `
    return row?.generation ?? 0
  })
}
