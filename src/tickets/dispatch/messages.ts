import type { Desk, Endpoint } from '../../desk/types.ts'
import type { Content } from '../review/merge-draft.ts'
import { CLASS_NAMES, isSummary } from '../review/ticket-body.ts'
import type { TicketRow } from '../review/ticket-rows.ts'
import type { DispatchEvent } from './dispatch-rows.ts'

/** The endpoint that takes the tickets of a department; undefined: they do not leave by themselves. */
export function endpointOf(
  { dispatch }: Pick<Desk, 'dispatch'>,
  department: string | null,
): Endpoint | undefined {
  const { endpoints } = dispatch
  return (
    endpoints.find(({ departments }) => department !== null && departments?.includes(department)) ??
    endpoints.find(({ departments }) => departments === null)
  )
}

/** Why a ticket leaves although something is missing. */
export type Accepted = { reason: string; paths: string[] }

export type Approved = {
  ticket: Pick<TicketRow, 'id' | 'conversation' | 'round'>
  content: Content
  version: number
  by: string
  at: Date
  deadline: Date | null
  accepted: Accepted | null
}

/**
 * The ticket as a department gets it: labels, whole field values, because they are needed to serve the customer, and
 * the summary with personal data masked. What is expected back stands in `expects`.
 */
export function approvedMessage(approved: Approved): { event: DispatchEvent; body: string } {
  const { ticket, content, version, by, at, deadline, accepted } = approved
  const { places } = content.body
  const labels = Object.fromEntries(CLASS_NAMES.map((name) => [name, places[name]?.value ?? null]))
  const fields = Object.entries(places).flatMap(([path, { value }]) =>
    path.startsWith('field.') && value !== null
      ? [[path.slice('field.'.length), content.personal[path] ?? value]]
      : [],
  )
  const summary = Object.entries(places).flatMap(([path, { value, parts }]) =>
    isSummary(path) && value !== null
      ? [{ kind: path.slice('summary.'.length), text: value, due: parts?.[0]?.due ?? null }]
      : [],
  )
  const event = ticket.round === 1 ? 'ticket.approved' : 'ticket.reopened'
  const data = {
    ...{ id: ticket.id, conversation: ticket.conversation, round: ticket.round, version },
    ...labels,
    sentiment: content.body.sentiment,
    lang: content.body.lang,
    fields: Object.fromEntries(fields),
    summary,
    incomplete: accepted,
    approvedBy: by,
    approvedAt: at.toISOString(),
    expects: {
      what: 'result',
      by: deadline?.toISOString() ?? null,
      how: `POST /v1/tickets/${ticket.id}/resolution`,
    },
  }
  return { event, body: message(event, at, data) }
}

/** What says nothing of a person: a ticket's id, what happened, and when. */
export function noticeMessage(
  event: Exclude<DispatchEvent, 'ticket.approved' | 'ticket.reopened'>,
  { id, round, deadline }: { id: string; round: number; deadline: Date | null },
  at: Date,
): string {
  return message(event, at, { id, round, deadline: deadline?.toISOString() ?? null })
}

/** The envelope of Standard Webhooks. */
function message(type: DispatchEvent, at: Date, data: unknown): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data })
}
