import { addEvents, type Channel, lockConversation } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'

/** An early warning as leads see it on their list. */
export type ListedWarning = {
  /** Conversation and number of its event. */
  id: string
  conversation: string
  channel: Channel
  isClosed: boolean
  raisedAt: string
  group: string
  name: string
  /** The customer's turn that raised it, and the words. */
  seq: number
  cue: string
  takenBy: string | null
  takenAt: string | null
}

export type WarningState = 'open' | 'taken' | 'all'

/** A place in the list: the instant of a warning and its id. */
export type WarningPlace = { at: string; id: string }

type Row = Omit<ListedWarning, 'id' | 'raisedAt' | 'takenAt'> & {
  event: number
  raisedAt: Date
  takenAt: Date | null
}

/** Warnings, the latest first; `before` is the last one of the page before. */
export async function listWarnings(
  sql: TransactionSql,
  filter: { state: WarningState; before: WarningPlace | null; limit: number },
): Promise<ListedWarning[]> {
  const { state, before, limit } = filter
  const place = before === null ? null : readWarningId(before.id)
  const rows = await sql<Row[]>`
    select ${columns(sql)}
    from app.event
    join app.conversation on conversation.id = event.conversation
    left join app.warning_take taken
      on taken.conversation = event.conversation and taken.event = event.id
    where kind = 'warning-raised'
      and (${state} = 'all' or (taken.event is null) = (${state} = 'open'))
      and (${before?.at ?? null}::timestamptz is null
        or (event.at, event.conversation, event.id)
          < (${before?.at ?? null}::timestamptz, ${place?.conversation ?? ''}::text, ${place?.event ?? 0}::int))
    order by event.at desc, event.conversation desc, event.id desc
    limit ${limit}
  `
  return rows.map(listed)
}

function columns(sql: TransactionSql) {
  return sql`
    event.conversation, event.id as event, conversation.channel,
    conversation.closed_at is not null as "isClosed", event.at as "raisedAt",
    payload ->> 'group' as "group", payload ->> 'name' as name, (payload ->> 'seq')::int as seq,
    payload ->> 'cue' as cue, taken.taken_by as "takenBy", taken.taken_at as "takenAt"
  `
}

function listed({ event, raisedAt, takenAt, ...row }: Row): ListedWarning {
  return {
    id: `${row.conversation}.${event}`,
    ...row,
    raisedAt: raisedAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
  }
}

/**
 * Somebody takes a warning up, which `warning-taken` tells. Who was first stays. Throws `NOT_FOUND`.
 */
export async function takeWarning(
  sql: TransactionSql,
  id: string,
  { by, now }: { by: string; now: Date },
): Promise<ListedWarning> {
  const place = readWarningId(id)
  if (place === null) throw noSuchWarning()
  const conversation = await lockConversation(sql, place.conversation, {}).catch((error) => {
    throw error instanceof AppError && error.code === 'NOT_FOUND' ? noSuchWarning() : error
  })
  const before = await readWarning(sql, place)
  if (before === undefined) throw noSuchWarning()
  if (before.takenAt !== null) return before
  await sql`
    insert into app.warning_take (conversation, event, taken_by, taken_at)
    values (${place.conversation}, ${place.event}, ${by}, ${now})
  `
  // Everybody in the conversation reads it: the role, not the key.
  const role = by.split(':')[0]
  const data = {
    warning: id,
    group: before.group,
    seq: before.seq,
    by: role,
    at: now.toISOString(),
  }
  await addEvents(sql, conversation, [{ kind: 'warning-taken', data }], now)
  return { ...before, takenBy: by, takenAt: now.toISOString() }
}

type Place = { conversation: string; event: number }

async function readWarning(
  sql: TransactionSql,
  { conversation, event }: Place,
): Promise<ListedWarning | undefined> {
  const [row] = await sql<Row[]>`
    select ${columns(sql)}
    from app.event
    join app.conversation on conversation.id = event.conversation
    left join app.warning_take taken
      on taken.conversation = event.conversation and taken.event = event.id
    where event.conversation = ${conversation} and event.id = ${event}
      and kind = 'warning-raised'
  `
  return row && listed(row)
}

function readWarningId(id: string): Place | null {
  const [, conversation, event] = /^(.{1,200})\.(\d{1,9})$/u.exec(id) ?? []
  return conversation === undefined ? null : { conversation, event: Number(event) }
}

function noSuchWarning(): AppError {
  return new AppError('NOT_FOUND', 'No such warning.', {
    hint: 'Use an id of GET /v1/warnings.',
  })
}
