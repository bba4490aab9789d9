import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import { addDispatch } from '../dispatch/dispatch-rows.ts'
import { approvedMessage, endpointOf } from '../dispatch/messages.ts'
import { refuseOutdated } from './check-version.ts'
import { deadlineOf } from './deadline.ts'
import { findFindings, type TicketFinding } from './find-findings.ts'
import { findLabel } from './labels.ts'
import { type Doer, refuseUnlessReviewer } from './reviewers.ts'
import { stepTicket } from './step-ticket.ts'
import { lockTicket, readContent, readTicket, type TicketRow } from './ticket-rows.ts'
import { isStillDrafted, refuseUnlessPossible } from './ticket-states.ts'

/** Why a ticket is approved although something is missing: the case must not be lost with the customer. */
export const ACCEPT_REASONS = [
  'customer-gone',
  'customer-declined',
  'not-applicable',
  'asked-later',
  'urgent',
] as const
export type AcceptReason = (typeof ACCEPT_REASONS)[number]

export type Approval = {
  id: string
  doer: Doer
  /** What was read before it was approved: nothing else is. */
  version: number
  accept: { reason: AcceptReason; note: string | null } | null
  now: Date
}

export type Approved = {
  ticket: TicketRow
  /** It was approved before, and nothing happened now. */
  isRepeat: boolean
  /** Id of what will be sent; null where the department has no endpoint. */
  dispatch: string | null
}

/**
 * Approves a ticket as it stands and writes down, in the same transaction, what leaves for its department. Approving
 * again what is approved gives the same result. Throws `CONFLICT` where the ticket has changed since it was read, or
 * something stands against it.
 */
export async function approveTicket(
  sql: TransactionSql,
  desk: Pick<Desk, 'taxonomy' | 'dispatch'>,
  { id, doer, version, accept, now }: Approval,
): Promise<Approved> {
  const locked = await lockTicket(sql, id, {})
  const { ticket } = locked
  refuseUnlessReviewer(doer, ticket)
  if (isApproved(ticket) && version >= (ticket.approvedVersion ?? 0))
    return { ticket, isRepeat: true, dispatch: null }
  if (isStillDrafted(ticket.state) || isApproved(ticket)) await refuseOutdated(sql, ticket, version)
  refuseUnlessPossible('approve', ticket.state)

  const content = await readContent(sql, ticket)
  const findings = findFindings(desk, content)
  refuseUnlessAccepted(findings, ticket, accept !== null)
  const label = (path: string) => content.body.places[path]?.value ?? null
  const deadline = deadlineOf(desk, { type: label('type'), urgency: label('urgency') }, now)
  await stepTicket(sql, locked, {
    ...{ deed: 'approved', state: 'approved', by: doer.id, now },
    reason: findings.length > 0 ? (accept?.reason ?? null) : null,
    note: accept?.note ?? null,
    set: {
      ...{ approved_version: ticket.version, approved_by: doer.id, approved_at: now, deadline },
      ...{ chased_before_at: null, chased_after_at: null, dispatched_at: null },
      ...{ resolved_at: null, closed_at: null },
    },
  })
  const department = findLabel(desk.taxonomy.departments, label('department'))?.id ?? null
  const endpoint = endpointOf(desk, department)
  const accepted =
    accept && findings.length > 0
      ? { reason: accept.reason, paths: findings.map(({ path }) => path) }
      : null
  const dispatch =
    endpoint === undefined
      ? null
      : await addDispatch(
          sql,
          {
            ...{ conversation: ticket.conversation, ticket: id, round: ticket.round },
            endpoint: endpoint.id,
            ...approvedMessage({
              ...{ ticket, content, version: ticket.version + 1 },
              ...{ by: doer.id, at: now, deadline, accepted },
            }),
          },
          now,
        )
  return { ticket: await readTicket(sql, id, {}), isRepeat: false, dispatch }
}

function isApproved({ state, approvedVersion }: TicketRow): boolean {
  return approvedVersion !== null && !isStillDrafted(state) && state !== 'rejected'
}

function refuseUnlessAccepted(
  findings: TicketFinding[],
  { version, state }: TicketRow,
  isAccepted: boolean,
): void {
  const blocking = findings.filter(({ isBlocking }) => isBlocking)
  const open = blocking.length > 0 ? blocking : findings
  if (open.length === 0 || (isAccepted && blocking.length === 0)) return
  const what = open.map(({ path, rule }) => `${path} (${rule})`).join(', ')
  throw new AppError('CONFLICT', `The ticket cannot be approved as it is: ${what}.`, {
    hint:
      blocking.length > 0
        ? 'Choose a label of the taxonomy: without it the ticket would reach nobody.'
        : `Fill it in or ask for it; if that is not possible send "accept" with one of ${ACCEPT_REASONS.join(', ')}.`,
    details: { version, state, findings },
  })
}
