import type { TransactionSql } from '../db/index.ts'
import type { EventKind } from './events-types.ts'
import type { StoredEvent } from './outbox.ts'

/** A place in the events of all conversations: the transaction that wrote it, then conversation and id. */
export type TeamCursor = { tx: string; conversation: string; id: number }

/** How transactions that are still open are waited for. */
const OPEN_TRANSACTION_MS = 100

/** Where one begins who wants what comes from now on. */
export async function teamCursorNow(sql: TransactionSql): Promise<TeamCursor> {
  const rows = await sql<{ tx: string }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as tx
  `
  return { tx: rows[0]?.tx ?? '0', conversation: '', id: 0 }
}

/**
 * Events of all conversations after a place. Transactions end in another order than they begin, so
 * only what lies before the oldest open one is given out: what ends later stands after it.
 */
export async function readTeamEvents(
  sql: TransactionSql,
  after: TeamCursor,
  /** `finalOnly`: without partial speech results. */
  filter: { kinds: EventKind[]; finalOnly?: boolean; limit: number },
): Promise<{ events: (StoredEvent & { cursor: TeamCursor })[]; againInMs?: number }> {
  const rows = await sql<(Omit<StoredEvent, 'at'> & { at: Date; tx: string })[]>`
    select conversation, id, kind, payload as data, at, tx::text as tx
    from app.event
    where (tx, conversation, id) > (${after.tx}::xid8, ${after.conversation}::text, ${after.id}::int)
      and tx < pg_snapshot_xmin(pg_current_snapshot())
      and kind = any(${filter.kinds}::text[])
      and (not ${filter.finalOnly === true}::boolean or kind <> 'turn-added' or payload -> 'final' = 'true'::jsonb)
    order by tx, conversation, id
    limit ${filter.limit}
  `
  const events = rows.map(({ tx, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    cursor: { tx, conversation: row.conversation, id: row.id },
  }))
  if (events.length === filter.limit) return { events, againInMs: 0 }
  const held = await sql`
    select from app.event where tx >= pg_snapshot_xmin(pg_current_snapshot()) limit 1
  `
  return held.length > 0 ? { events, againInMs: OPEN_TRANSACTION_MS } : { events }
}
