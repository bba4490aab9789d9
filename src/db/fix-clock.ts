import { AppError } from '../errors.ts'
import { ownerOf } from './owner.ts'
import type { Database } from './types.ts'

/** The comment on a database that says it may be thrown away. No production database ever gets it. */
const MARK = 'sidecue: throwaway'

/**
 * Lets `desk_now()` stand still at an instant, or run again (`null`). For tests and `eval --now`:
 * it replaces the function in a database made for the purpose, and refuses any other one.
 */
export async function fixClock(database: Database, instant: Date | string | null): Promise<void> {
  const client = ownerOf(database)
  const body = instant === null ? 'statement_timestamp()' : `timestamptz '${isoOf(instant)}'`
  await client.begin(async (sql) => {
    const [found] = await sql<{ comment: string | null }[]>`
      select shobj_description(oid, 'pg_database') as comment
      from pg_database
      where datname = current_database()
    `
    if (found?.comment !== MARK) {
      throw new AppError('FORBIDDEN', 'The clock of this database cannot be set.', {
        hint: 'Only a database in memory, or one made for a test, has a clock of its own.',
      })
    }
    await sql.unsafe(`
      create or replace function public.desk_now() returns timestamptz
        language sql stable parallel safe
        return ${body}
    `)
  })
}

/** Marks a database as one whose clock may be set. Call it only on one that was just made. */
export async function markThrowaway(database: Database): Promise<void> {
  const client = ownerOf(database)
  const [current] = await client<{ name: string }[]>`select current_database() as name`
  await client`comment on database ${client(current!.name)} is ${client.unsafe(`'${MARK}'`)}`
}

function isoOf(instant: Date | string): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) {
    throw new AppError('BAD_INPUT', `'${instant}' is not an instant.`, {
      hint: 'Write it with its offset, as in 2026-12-01T10:00:00+08:00.',
    })
  }
  return date.toISOString()
}
