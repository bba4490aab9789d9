import { lockConversation } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { Content } from './merge-draft.ts'
import type { PersonalValues, TicketBody } from './ticket-body.ts'
import type { TicketState } from './ticket-states.ts'

/** Whose tickets may be seen: all of them, or those of conversations that one caller has opened. */
export type TicketScope = { openedBy?: string }

export type TicketRow = {
  id: string
  conversation: string
  /** Who opened the conversation; null: it was passed on since. */
  openedBy: string | null
  state: TicketState
  version: number
  round: number
  body: TicketBody
  createdAt: Date
  changedAt: Date
  approvedVersion: number | null
  approvedBy: string | null
  approvedAt: Date | null
  deadline: Date | null
  chasedBeforeAt: Date | null
  chasedAfterAt: Date | null
  dispatchedAt: Date | null
  reference: string | null
  resolvedAt: Date | null
  closedAt: Date | null
}

/** A ticket whose conversation is locked until the transaction ends, and the last event of it. */
export type LockedTicket = { ticket: TicketRow; lastEvent: number }

/** Throws `NOT_FOUND`, the same for an unknown ticket and for one outside the scope. */
export async function readTicket(
  sql: TransactionSql,
  id: string,
  scope: TicketScope,
): Promise<TicketRow> {
  const rows = await sql<TicketRow[]>`
    ${ticketRows(sql)}
    where ticket.id = ${id} and ${inScope(sql, scope)}
  `
  return rows[0] ?? notThere()
}

/** The ticket of a conversation, if it has one. */
export async function readTicketOf(
  sql: TransactionSql,
  conversation: string,
): Promise<TicketRow | undefined> {
  const rows = await sql<
    TicketRow[]
  >`${ticketRows(sql)} where ticket.conversation = ${conversation}`
  return rows[0]
}

/** Reads a ticket and keeps every other writer of its conversation waiting until the transaction ends. */
export async function lockTicket(
  sql: TransactionSql,
  id: string,
  scope: TicketScope,
): Promise<LockedTicket> {
  const { conversation } = await readTicket(sql, id, scope)
  const { lastEvent } = await lockConversation(sql, conversation, {})
  // Read again: it may have changed while the lock was waited for.
  return { ticket: await readTicket(sql, id, scope), lastEvent }
}

export type TicketFilter = {
  scope: TicketScope
  state: TicketState | null
  type: string | null
  department: string | null
  conversation: string | null
  /** Past its deadline and neither resolved nor closed. */
  overdueAt: Date | null
  /** The page begins after this one. */
  after: { createdAt: Date; id: string } | null
  limit: number
}

/** Tickets that fit, the newest first. */
export function listTickets(sql: TransactionSql, filter: TicketFilter): Promise<TicketRow[]> {
  const { state, type, department, conversation, overdueAt, after } = filter
  return sql<TicketRow[]>`
    ${ticketRows(sql)}
    where ${inScope(sql, filter.scope)}
      and (${state}::text is null or ticket.state = ${state}::text)
      and (${type}::text is null or ticket.type = ${type}::text)
      and (${department}::text is null or ticket.department = ${department}::text)
      and (${conversation}::text is null or ticket.conversation = ${conversation}::text)
      and (${overdueAt}::timestamptz is null or (
        ticket.deadline < ${overdueAt}::timestamptz and ticket.state in ('approved', 'dispatched')
      ))
      and (${after?.id ?? null}::text is null
        or (ticket.created_at, ticket.id) <
          (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::text))
    order by ticket.created_at desc, ticket.id desc
    limit ${filter.limit}
  `
}

export async function readPersonal(sql: TransactionSql, ticket: string): Promise<PersonalValues> {
  const rows = await sql<{ path: string; value: string }[]>`
    select path, value from app.ticket_personal where ticket = ${ticket} order by path
  `
  return Object.fromEntries(rows.map(({ path, value }) => [path, value]))
}

/** The content of a ticket with the whole personal values: for the program's own use. */
export async function readContent(sql: TransactionSql, ticket: TicketRow): Promise<Content> {
  return { body: ticket.body, personal: await readPersonal(sql, ticket.id) }
}

/** Writes content over what stood there; `version` and state are the caller's. */
export async function putContent(
  sql: TransactionSql,
  { id, version, state }: Pick<TicketRow, 'id' | 'version' | 'state'>,
  { body, personal }: Content,
  now: Date,
): Promise<void> {
  const label = (path: string): string | null => body.places[path]?.value ?? null
  await sql`
    update app.ticket
    set body = ${sql.json(body as never)}, version = ${version}, state = ${state},
      type = ${label('type')}, department = ${label('department')}, urgency = ${label('urgency')},
      changed_at = ${now}
    where id = ${id}
  `
  await sql`delete from app.ticket_personal where ticket = ${id}`
  const rows = Object.entries(personal).map(([path, value]) => ({ ticket: id, path, value }))
  if (rows.length > 0) await sql`insert into app.ticket_personal ${sql(rows)}`
}

function ticketRows(sql: TransactionSql) {
  return sql`
    select ticket.id, ticket.conversation,
      case when talk.agent is null and talk.department is null then talk.opened_by end as "openedBy",
      ticket.state, ticket.version, ticket.round, ticket.body, ticket.created_at as "createdAt",
      ticket.changed_at as "changedAt", ticket.approved_version as "approvedVersion",
      ticket.approved_by as "approvedBy", ticket.approved_at as "approvedAt", ticket.deadline,
      ticket.chased_before_at as "chasedBeforeAt", ticket.chased_after_at as "chasedAfterAt",
      ticket.dispatched_at as "dispatchedAt", ticket.reference,
      ticket.resolved_at as "resolvedAt", ticket.closed_at as "closedAt"
    from app.ticket
    join app.conversation talk on talk.id = ticket.conversation
  `
}

function inScope(sql: TransactionSql, { openedBy }: TicketScope) {
  return sql`(${openedBy ?? null}::text is null or talk.opened_by = ${openedBy ?? null}::text)`
}

function notThere(): never {
  throw new AppError('NOT_FOUND', 'No such ticket.', {
    hint: 'GET /v1/tickets lists what there is; a conversation has one as soon as something was said.',
  })
}
