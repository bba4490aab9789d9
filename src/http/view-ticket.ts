import type { TransactionSql } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { listDispatches } from '../tickets/dispatch/index.ts'
import {
  CLASS_NAMES,
  findFindings,
  type Held,
  mayReview,
  readContent,
  readVisits,
  type TicketRow,
} from '../tickets/review/index.ts'
import type { Ticket, TicketPlace, TicketSummary } from './api-types.ts'
import type { Caller } from './callers.ts'

/** A ticket as a caller sees it, personal data masked. */
export async function viewTicket(
  sql: TransactionSql,
  desk: Desk,
  ticket: TicketRow,
  caller: Caller,
  now: Date,
): Promise<Ticket> {
  const { body } = ticket
  const content = await readContent(sql, ticket)
  const sent = await listDispatches(sql, {
    ...{ ticket: ticket.id, state: null, after: null, limit: 20 },
  })
  const handover = sent.find(
    ({ event, round }) =>
      round === ticket.round && (event === 'ticket.approved' || event === 'ticket.reopened'),
  )
  const places = Object.entries(body.places)
  const isFor = caller.role === 'service' ? roleOf : (by: string | null) => by
  const { approvedBy, approvedAt, dispatchedAt, reference, resolvedAt, closedAt } = ticket
  const visits = await readVisits(sql, ticket.id)
  return {
    ...headOf(ticket, now),
    sentiment: body.sentiment,
    labels: CLASS_NAMES.map((path) => placeOf(path, body.places[path])),
    fields: places.flatMap(([path, held]) =>
      path.startsWith('field.') ? [placeOf(path, held)] : [],
    ),
    summary: places.flatMap(([path, held]) =>
      path.startsWith('summary.') ? [placeOf(path, held)] : [],
    ),
    findings: findFindings(desk, content),
    mayReview: mayReview(caller, ticket),
    throughSeq: body.throughSeq,
    approvedBy: isFor(approvedBy),
    dispatch: handover
      ? {
          ...{ id: handover.id, endpoint: handover.endpoint, state: handover.state },
          ...{ tries: handover.tries, nextAt: handover.nextAt.toISOString() },
          fault: handover.fault,
        }
      : null,
    reference,
    approvedAt: approvedAt?.toISOString() ?? null,
    dispatchedAt: dispatchedAt?.toISOString() ?? null,
    resolvedAt: resolvedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    visits: visits.map((visit) => ({ ...visit, by: isFor(visit.by) ?? '' })),
  }
}

/** A ticket in a list. */
export function summariseTicket(desk: Desk, ticket: TicketRow, now: Date): TicketSummary {
  const { body } = ticket
  const label = (path: string): string | null => body.places[path]?.value ?? null
  return {
    ...headOf(ticket, now),
    ...{ type: label('type'), module: label('module'), department: label('department') },
    ...{ urgency: label('urgency'), priority: label('priority') },
    problem: label('summary.problem') ?? label('field.problem'),
    // Personal values are judged masked here: whether one is there is enough for a list.
    findings: findFindings(desk, { body, personal: {} }).filter(({ rule }) => rule !== UNFIT)
      .length,
  }
}

const UNFIT = 'unexpected-value'

function headOf({ body, ...ticket }: TicketRow, now: Date) {
  const { id, conversation, state, version, round, deadline, createdAt, changedAt } = ticket
  return {
    ...{ id, conversation, state, version, round, lang: body.lang },
    deadline: deadline?.toISOString() ?? null,
    isOverdue: deadline !== null && deadline < now && ['approved', 'dispatched'].includes(state),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
  }
}

function placeOf(path: string, held: Held | undefined): TicketPlace {
  const { value = null, evidence = [], confidence = null, origin = 'draft' } = held ?? {}
  return {
    ...{ path, value, evidence, confidence, origin, isPersonal: held?.isPersonal ?? false },
    ...(held?.drafted === undefined ? {} : { drafted: held.drafted }),
    ...(held?.parts === undefined ? {} : { sentences: held.parts }),
  }
}

/** Other systems learn the role of whoever did it, not which key. */
export function roleOf(by: string | null): string | null {
  return by?.split(':')[0] ?? null
}
