import type { Context } from 'hono'
import type { Database, TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { AppEnv } from './app-env.ts'

export type Written<T> = { status: 200 | 201; body: T }

/** How long an answer is kept for its key. */
export const KEPT_FOR_MS = 24 * 60 * 60 * 1_000

/**
 * Runs a write in one transaction. With an `Idempotency-Key` its answer is stored in the same
 * transaction, so that the same request again gets the same answer and nothing happens twice, also
 * when two of them arrive at once or the process died between. Throws `IDEMPOTENCY_MISMATCH`.
 */
export async function writeOnce<T>(
  c: Context<AppEnv>,
  db: Database,
  now: Date,
  run: (sql: TransactionSql) => Promise<Written<T>>,
): Promise<{ written: Written<T>; isReplay: boolean }> {
  const key = readKey(c)
  if (key === undefined) return { written: await db.write('app', run), isReplay: false }
  const caller = c.get('caller').id
  const hash = c.get('requestHash')
  return db.write('app', async (sql) => {
    const stored = await claimKey(sql, { caller, key, hash, now })
    if (stored) return { written: replay<T>(stored, hash), isReplay: true }
    const written = await run(sql)
    await sql`
      update app.idempotency
      set status = ${written.status}, body = ${JSON.stringify(written.body)}
      where caller = ${caller} and key = ${key}
    `
    return { written, isReplay: false }
  })
}

function readKey(c: Context<AppEnv>): string | undefined {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return undefined
  if (/^[\x21-\x7e]{1,200}$/u.test(key)) return key
  throw new AppError('BAD_REQUEST', 'The Idempotency-Key is not 1 to 200 printable characters.', {
    hint: 'A UUID for each new write is a good key.',
  })
}

type Stored = { hash: string; status: number; body: string }

/** Undefined: the key is ours now. A second request with it waits here until the first has ended. */
async function claimKey(
  sql: TransactionSql,
  claim: { caller: string; key: string; hash: string; now: Date },
): Promise<Stored | undefined> {
  const expired = new Date(claim.now.getTime() - KEPT_FOR_MS)
  const claimed = await sql`
    insert into app.idempotency as kept (caller, key, request_hash, status, body, at)
    values (${claim.caller}, ${claim.key}, ${claim.hash}, 0, '', ${claim.now})
    on conflict (caller, key) do update
    set request_hash = excluded.request_hash, status = 0, body = '', at = excluded.at
    where kept.at < ${expired}
    returning key
  `
  if (claimed.length > 0) return undefined
  const rows = await sql<Stored[]>`
    select request_hash as hash, status, body
    from app.idempotency
    where caller = ${claim.caller} and key = ${claim.key}
  `
  return rows[0]
}

function replay<T>(stored: Stored, hash: string): Written<T> {
  if (stored.hash !== hash)
    throw new AppError('IDEMPOTENCY_MISMATCH', 'This Idempotency-Key came with another request.', {
      hint: 'Use a new key for a new request; repeat a request unchanged under its own key.',
    })
  // Written by this module as the JSON of a `T`.
  return { status: stored.status as 200 | 201, body: JSON.parse(stored.body) as T }
}

/** Forgets answers older than a day. */
export async function forgetOldKeys(db: Database, now: Date): Promise<void> {
  await db.write('app', async (sql) => {
    await sql`delete from app.idempotency where at < ${new Date(now.getTime() - KEPT_FOR_MS)}`
  })
}
