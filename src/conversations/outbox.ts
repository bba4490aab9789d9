import type { TransactionSql } from '../db/index.ts'
import type { EventKind } from './events-types.ts'

/** NOTIFY on this channel carries a conversation's id and only wakes: what happened stands in the table. */
export const EVENT_CHANNEL = 'sidecue_event'

export type NewEvent = { kind: EventKind; data: Record<string, unknown> }

export type StoredEvent = NewEvent & { id: number; conversation: string; at: string }

/**
 * Writes events after the conversation's last one and returns the id of the last written. The
 * caller holds the lock on the conversation's row, so ids become visible in order, without gaps.
 */
export async function addEvents(
  sql: TransactionSql,
  conversation: { id: string; lastEvent: number },
  events: NewEvent[],
  now: Date,
): Promise<number> {
  if (events.length === 0) return conversation.lastEvent
  const rows = events.map((event, index) => ({
    conversation: conversation.id,
    id: conversation.lastEvent + index + 1,
    kind: event.kind,
    payload: event.data as never,
    at: now,
  }))
  const lastEvent = conversation.lastEvent + events.length
  await sql`
    with added as (insert into app.event ${sql(rows)}),
      told as (select pg_notify(${EVENT_CHANNEL}, ${conversation.id}))
    update app.conversation
    set last_event = ${lastEvent}
    from told
    where id = ${conversation.id}
  `
  return lastEvent
}

/** Events after `after`, oldest first. */
export async function readEvents(
  sql: TransactionSql,
  conversation: string,
  after: number,
  limit: number,
): Promise<StoredEvent[]> {
  const rows = await sql<(Omit<StoredEvent, 'at'> & { at: Date })[]>`
    select conversation, id, kind, payload as data, at
    from app.event
    where conversation = ${conversation} and id > ${after}
    order by id
    limit ${limit}
  `
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
