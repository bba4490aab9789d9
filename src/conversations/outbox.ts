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

/** Whose events, and after which id. */
export type EventsWanted = { conversation: string; after: number }

/** The events that each one wants, oldest first, `limit` at most: a list for each, in their order. */
export async function readEventsOf(
  sql: TransactionSql,
  wanted: readonly EventsWanted[],
  limit: number,
): Promise<StoredEvent[][]> {
  const rows = await sql<(Omit<StoredEvent, 'at'> & { at: Date; place: number })[]>`
    select wanted.place::int, event.*
    from unnest(
      ${wanted.map((one) => one.conversation)}::text[], ${wanted.map((one) => one.after)}::int[]
    ) with ordinality as wanted (conversation, after, place)
    cross join lateral (
      select event.conversation, event.id, event.kind, event.payload as data, event.at
      from app.event
      where event.conversation = wanted.conversation and event.id > wanted.after
      order by event.id
      limit ${limit}
    ) as event
    order by wanted.place, event.id
  `
  const found: StoredEvent[][] = wanted.map(() => [])
  for (const { place, at, ...row } of rows) found[place - 1]?.push({ ...row, at: at.toISOString() })
  return found
}

/** Events of one conversation after `after`, oldest first. */
export async function readEvents(
  sql: TransactionSql,
  conversation: string,
  after: number,
  limit: number,
): Promise<StoredEvent[]> {
  const [events = []] = await readEventsOf(sql, [{ conversation, after }], limit)
  return events
}
