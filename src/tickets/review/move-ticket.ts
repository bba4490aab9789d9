import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { addDispatch, dropUnsent } from '../dispatch/dispatch-rows.ts'
import { endpointOf, noticeMessage } from '../dispatch/messages.ts'
import { endVisits, planVisit } from '../follow-up/return-visits.ts'
import { refuseOutdated } from './check-version.ts'
import { type Doer, refuseUnlessReviewer } from './reviewers.ts'
import { stepTicket } from './step-ticket.ts'
import { type LockedTicket, lockTicket, readTicket, type TicketRow } from './ticket-rows.ts'
import { refuseUnlessPossible } from './ticket-states.ts'

export const REJECT_REASONS = ['no-ticket-needed', 'duplicate', 'not-our-desk', 'wrong'] as const
export type RejectReason = (typeof REJECT_REASONS)[number]

type Moving = { id: string; doer: Doer; now: Date; note: string | null }

/** No ticket comes of it; nothing leaves. Rejecting what is rejected changes nothing. */
export async function rejectTicket(
  sql: TransactionSql,
  { id, doer, now, note, version, reason }: Moving & { version: number; reason: RejectReason },
): Promise<TicketRow> {
  const locked = await lockTicket(sql, id, {})
  const { ticket } = locked
  refuseUnlessReviewer(doer, ticket)
  if (ticket.state === 'rejected') return ticket
  refuseUnlessPossible('reject', ticket.state)
  await refuseOutdated(sql, ticket, version)
  const step = { state: 'rejected', by: doer.id, now, reason, note } as const
  await stepTicket(sql, locked, { deed: 'rejected', ...step })
  return readTicket(sql, id, {})
}

/** What the department did about it. Told by a person, or by the service that opened the conversation. */
export async function resolveTicket(
  sql: TransactionSql,
  desk: Pick<Desk, 'dispatch'>,
  input: Moving & { openedBy?: string; reference: string | null },
): Promise<TicketRow> {
  const { id, doer, now, note, openedBy, reference } = input
  const locked = await lockTicket(sql, id, openedBy === undefined ? {} : { openedBy })
  const { ticket } = locked
  if (openedBy === undefined) refuseUnlessReviewer(doer, ticket)
  if (ticket.state === 'resolved') return ticket
  refuseUnlessPossible('resolve', ticket.state)
  const lastEvent = await stepTicket(sql, locked, {
    ...{ deed: 'resolved', state: 'resolved', by: doer.id, now, note },
    set: { resolved_at: now, reference: reference ?? ticket.reference },
  })
  const conversation = { id: ticket.conversation, lastEvent }
  await planVisit(sql, desk, { conversation, ticket: id, round: ticket.round, now })
  return readTicket(sql, id, {})
}

export const CLOSE_REASONS = ['solved', 'no-answer', 'withdrawn', 'duplicate'] as const
export type CloseReason = (typeof CLOSE_REASONS)[number]

/** Closes a ticket; its department is told if it has it. Closing what is closed changes nothing. */
export async function closeTicket(
  sql: TransactionSql,
  desk: Pick<Desk, 'dispatch'>,
  { id, doer, now, note, reason }: Moving & { reason: CloseReason },
): Promise<TicketRow> {
  const locked = await lockTicket(sql, id, {})
  const { ticket } = locked
  refuseUnlessReviewer(doer, ticket)
  if (ticket.state === 'closed') return ticket
  refuseUnlessPossible('close', ticket.state)
  await closeLocked(sql, desk, locked, { by: doer.id, now, reason, note })
  return readTicket(sql, id, {})
}

/** The same for a ticket that is locked and may be closed. */
export async function closeLocked(
  sql: TransactionSql,
  desk: Pick<Desk, 'dispatch'>,
  locked: LockedTicket,
  { by, now, reason, note }: { by: string; now: Date; reason: CloseReason; note: string | null },
): Promise<void> {
  const set = { closed_at: now }
  await stepTicket(sql, locked, { deed: 'closed', state: 'closed', by, now, reason, note, set })
  await endVisits(sql, locked.ticket.conversation, { by, now, outcome: 'not-needed' })
  await notifyDepartment(sql, desk, locked.ticket, 'ticket.closed', now)
}

export const REOPEN_REASONS = ['not-solved', 'came-back', 'mistake'] as const
export type ReopenReason = (typeof REOPEN_REASONS)[number]

/**
 * Opens a ticket for changes again. It has to be approved once more before it leaves; what has not left yet leaves
 * no more.
 */
export async function reopenTicket(
  sql: TransactionSql,
  { id, doer, now, note, reason }: Moving & { reason: ReopenReason },
): Promise<TicketRow> {
  const locked = await lockTicket(sql, id, {})
  const { ticket } = locked
  refuseUnlessReviewer(doer, ticket)
  refuseUnlessPossible('reopen', ticket.state)
  await reopenLocked(sql, locked, { by: doer.id, now, reason, note })
  return readTicket(sql, id, {})
}

/** The same for a ticket that is locked and may be reopened. */
export async function reopenLocked(
  sql: TransactionSql,
  locked: LockedTicket,
  { by, now, reason, note }: { by: string; now: Date; reason: ReopenReason; note: string | null },
): Promise<void> {
  const { ticket } = locked
  await dropUnsent(sql, ticket.id, now)
  await endVisits(sql, ticket.conversation, { by, now, outcome: 'not-needed' })
  const wasApproved = ticket.approvedVersion !== null
  const set = {
    ...{ round: ticket.round + (wasApproved ? 1 : 0), approved_version: null, deadline: null },
    ...{ closed_at: null, resolved_at: null, dispatched_at: null },
  }
  await stepTicket(sql, locked, { deed: 'reopened', state: 'edited', by, now, reason, note, set })
}

/** Tells the department of a ticket it has; nothing where it has not got it, or has no endpoint. */
export async function notifyDepartment(
  sql: TransactionSql,
  desk: Pick<Desk, 'dispatch'>,
  ticket: TicketRow,
  event: 'ticket.closed' | 'ticket.due-soon' | 'ticket.overdue',
  now: Date,
): Promise<void> {
  if (ticket.dispatchedAt === null) return
  const endpoint = endpointOf(desk, ticket.body.places.department?.value ?? null)
  if (endpoint === undefined) return
  const { id, conversation, round } = ticket
  const body = noticeMessage(event, ticket, now)
  await addDispatch(
    sql,
    { conversation, ticket: id, round, event, endpoint: endpoint.id, body },
    now,
  )
}
