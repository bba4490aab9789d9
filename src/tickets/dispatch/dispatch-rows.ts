import { newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'

/** What a receiver is told of, as `type` of the message. */
export const DISPATCH_EVENTS = [
  'ticket.approved',
  'ticket.reopened',
  'ticket.due-soon',
  'ticket.overdue',
  'ticket.closed',
  'ticket.deleted',
] as const
export type DispatchEvent = (typeof DISPATCH_EVENTS)[number]

/** `dropped`: the ticket was reopened before it had left. */
export const DISPATCH_STATES = ['waiting', 'delivered', 'dead', 'dropped'] as const
export type DispatchState = (typeof DISPATCH_STATES)[number]

export type DispatchRow = {
  id: string
  conversation: string | null
  ticket: string
  round: number
  event: DispatchEvent
  endpoint: string
  state: DispatchState
  tries: number
  nextAt: Date
  createdAt: Date
  triedAt: Date | null
  deliveredAt: Date | null
  fault: string | null
  redrivenBy: string | null
  redrivenAt: Date | null
}

export type NewDispatch = Pick<
  DispatchRow,
  'conversation' | 'ticket' | 'round' | 'event' | 'endpoint'
> & { body: string }

/** Writes down what is to be sent, in the transaction that decides it; the same message of a round only once. */
export async function addDispatch(
  sql: TransactionSql,
  { conversation, ticket, round, event, endpoint, body }: NewDispatch,
  now: Date,
): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`
    insert into app.dispatch
      (id, conversation, ticket, round, event, endpoint, body, next_at, created_at)
    values (${newId('d')}, ${conversation}, ${ticket}, ${round}, ${event}, ${endpoint}, ${body},
      ${now}, ${now})
    on conflict (ticket, round, event) do nothing
    returning id
  `
  return rows[0]?.id ?? null
}

/** A message that this process may send until its claim ends, and nobody else. */
export type Claimed = DispatchRow & { body: string }

/**
 * Takes messages that are due. Those of one ticket go in their order: while an earlier one waits or is dead, the
 * later ones wait.
 */
export function claimDue(
  sql: TransactionSql,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<Claimed[]> {
  return sql<Claimed[]>`
    update app.dispatch
    set claimed_until = ${until}, tries = tries + 1, tried_at = ${now}
    where id in (
      select id
      from app.dispatch due
      where state = 'waiting' and next_at <= ${now}
        and (claimed_until is null or claimed_until <= ${now})
        and not exists (
          select from app.dispatch earlier
          where earlier.ticket = due.ticket and earlier.state in ('waiting', 'dead')
            and (earlier.created_at, earlier.round, earlier.id) < (due.created_at, due.round, due.id)
        )
      order by next_at
      limit ${limit}
      for update skip locked
    )
    returning body, ${columns(sql)}
  `
}

/** False: the claim had ended, or the conversation has gone, and what came of the try is no longer ours to say. */
export async function settleDelivered(
  sql: TransactionSql,
  { id, tries }: Claimed,
  now: Date,
): Promise<boolean> {
  const rows = await sql`
    update app.dispatch
    set state = 'delivered', delivered_at = ${now}, claimed_until = null, fault = null, body = null
    where id = ${id} and state = 'waiting' and tries = ${tries}
    returning id
  `
  return rows.length > 0
}

/** `nextAt` null: it waits for somebody to send it again. */
export async function settleFailed(
  sql: TransactionSql,
  { id, tries }: Claimed,
  { fault, nextAt }: { fault: string; nextAt: Date | null },
): Promise<boolean> {
  const rows = await sql`
    update app.dispatch
    set state = ${nextAt ? 'waiting' : 'dead'}, next_at = ${nextAt ?? sql`next_at`},
      claimed_until = null, fault = ${fault}
    where id = ${id} and state = 'waiting' and tries = ${tries}
    returning id
  `
  return rows.length > 0
}

/** What has not left and is not being sent just now leaves no more. Returns how many. */
export async function dropUnsent(sql: TransactionSql, ticket: string, now: Date): Promise<number> {
  const rows = await sql`
    update app.dispatch
    set state = 'dropped', body = null
    where ticket = ${ticket}
      and (state = 'dead'
        or (state = 'waiting' and (claimed_until is null or claimed_until <= ${now})))
    returning id
  `
  return rows.length
}

export type DispatchFilter = {
  state: DispatchState | null
  ticket: string | null
  after: { createdAt: Date; id: string } | null
  limit: number
}

/** Messages that fit, the newest first; without their bodies. */
export function listDispatches(
  sql: TransactionSql,
  filter: DispatchFilter,
): Promise<DispatchRow[]> {
  const { state, ticket, after } = filter
  return sql<DispatchRow[]>`
    select ${columns(sql)}
    from app.dispatch
    where (${state}::text is null or state = ${state}::text)
      and (${ticket}::text is null or ticket = ${ticket}::text)
      and (${after?.id ?? null}::text is null
        or (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::text))
    order by created_at desc, id desc
    limit ${filter.limit}
  `
}

/**
 * Lets a dead message be sent again, under its own id; one that waits is tried at once. Throws `NOT_FOUND`, and
 * `CONFLICT` for one that has arrived or was dropped.
 */
export async function redrive(
  sql: TransactionSql,
  id: string,
  { by, now }: { by: string; now: Date },
): Promise<DispatchRow> {
  const [found] = await sql<{ state: DispatchState }[]>`
    select state from app.dispatch where id = ${id} for update
  `
  if (!found)
    throw new AppError('NOT_FOUND', 'No such message.', {
      hint: 'GET /v1/dispatches lists what was to be sent.',
    })
  if (found.state !== 'dead' && found.state !== 'waiting')
    throw new AppError('CONFLICT', `The message is '${found.state}'.`, {
      hint: 'Only what has not arrived is sent again.',
    })
  const [row] = await sql<DispatchRow[]>`
    update app.dispatch
    set state = 'waiting', next_at = ${now}, redriven_by = ${by}, redriven_at = ${now}
    where id = ${id}
    returning ${columns(sql)}
  `
  return row!
}

/** Notices of deletions that have arrived are of no use after a while. */
export async function forgetOldNotices(sql: TransactionSql, before: Date): Promise<void> {
  await sql`
    delete from app.dispatch
    where conversation is null and state = 'delivered' and delivered_at < ${before}
  `
}

function columns(sql: TransactionSql) {
  return sql`
    id, conversation, ticket, round, event, endpoint, state, tries, next_at as "nextAt",
    created_at as "createdAt", tried_at as "triedAt", delivered_at as "deliveredAt", fault,
    redriven_by as "redrivenBy", redriven_at as "redrivenAt"
  `
}
