import { AppError } from '../errors.ts'
import type { Database } from './types.ts'

/** How far the database's clock may go back before it counts as set back: time servers correct by less. */
const TOLERANCE_MS = 1_000

/**
 * Notes the latest time that this database has been seen at. Returns how many milliseconds its clock stands before
 * one that was noted earlier, 0 within the tolerance: text that has expired since would come back.
 */
export async function markTime(db: Database): Promise<number> {
  const rows = await db.write(
    'index',
    (sql) => sql<{ behindMs: number }[]>`
      update app.clock_mark
      set at = greatest(at, desk_now())
      returning (extract(epoch from at - desk_now()) * 1000)::float8 as "behindMs"
    `,
  )
  const behindMs = rows[0]?.behindMs ?? 0
  return behindMs > TOLERANCE_MS ? behindMs : 0
}

/** What is said, instead of anything from the knowledge base, while the clock stands behind. */
export function clockSetBack(behindMs: number): AppError {
  const minutes = Math.ceil(behindMs / 60_000)
  return new AppError(
    'NOT_READY',
    `The database's clock stands ${minutes} min before a time that it has already had.`,
    {
      hint: 'Nothing is served meanwhile: expired text would come back. Set the clock right. If the earlier time was the wrong one: update app.clock_mark set at = now(), as the owner.',
    },
  )
}
