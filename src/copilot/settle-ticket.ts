import { createHash } from 'node:crypto'
import { readTurns } from '../conversations/index.ts'
import type { TransactionSql } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { type DispatchRow, redrive } from '../tickets/dispatch/index.ts'
import {
  type Approval,
  type Approved,
  approveTicket,
  type Content,
  type Doer,
  type PersonalValues,
  type RejectReason,
  readContent,
  readPersonal,
  readTicket,
  refuseUnlessReviewer,
  rejectTicket,
  type TicketRow,
} from '../tickets/review/index.ts'
import {
  addCorrection,
  readCorrections,
  standing,
  trainingExample,
} from '../triage/classes/index.ts'
import { appendAudit } from './audit.ts'

/** Turns that a confirmed class is learned from at most. */
const TURNS_LEARNED = 300

/** Approves a ticket; its classes are learned from, and the audit keeps who approved what, by hash. */
export async function approve(
  sql: TransactionSql,
  desk: Pick<Desk, 'taxonomy' | 'dispatch'>,
  approval: Approval,
): Promise<Approved> {
  const approved = await approveTicket(sql, desk, approval)
  if (approved.isRepeat) return approved
  const { ticket, dispatch } = approved
  const content = await readContent(sql, ticket)
  await confirmClasses(sql, ticket, approval)
  await appendAudit(sql, {
    ...{ kind: 'ticket-approved', ticket: ticket.id, conversation: ticket.conversation },
    ...{ by: approval.doer.id, version: approval.version, round: ticket.round },
    ...{ content: digestOf(content), accepted: approval.accept?.reason ?? null, dispatch },
  })
  return approved
}

/** What a person of the desk has approved is what the next conversations are judged by. */
async function confirmClasses(
  sql: TransactionSql,
  { body, conversation }: TicketRow,
  { doer, now }: Approval,
): Promise<void> {
  const turns = await readTurns(sql, conversation, TURNS_LEARNED)
  const decided = standing(await readCorrections(sql, conversation))
  for (const field of ['type', 'module'] as const) {
    const held = body.places[field]
    if (held === undefined || held.value === null || decided[field] === held.value) continue
    const said = held.origin === 'draft' ? held.value : (held.drafted ?? null)
    const example = trainingExample(turns, held.evidence)
    const made = { conversation, field, value: held.value, said, example, by: doer.id, now }
    await addCorrection(sql, made)
  }
}

function digestOf({ body, personal }: Content): string {
  const values = Object.entries(body.places).map(([path, { value }]) => [
    path,
    personal[path] ?? value,
  ])
  return createHash('sha256').update(JSON.stringify(values.sort())).digest('hex')
}

/** Rejects a ticket, with who did it in the audit. */
export async function reject(
  sql: TransactionSql,
  input: {
    id: string
    doer: Doer
    version: number
    reason: RejectReason
    note: string | null
    now: Date
  },
): Promise<TicketRow> {
  const before = await readTicket(sql, input.id, {})
  const ticket = await rejectTicket(sql, input)
  const { conversation } = ticket
  const entry = { ticket: ticket.id, conversation, by: input.doer.id, reason: input.reason }
  if (ticket.version !== before.version)
    await appendAudit(sql, { kind: 'ticket-rejected', ...entry })
  return ticket
}

/** The whole personal values of a ticket. Shown only once it is written down who saw them. */
export async function revealPersonal(
  sql: TransactionSql,
  id: string,
  doer: Doer,
): Promise<{ ticket: TicketRow; values: PersonalValues }> {
  const ticket = await readTicket(sql, id, {})
  refuseUnlessReviewer(doer, ticket)
  const values = await readPersonal(sql, id)
  const { conversation } = ticket
  const entry = { ticket: id, conversation, by: doer.id, paths: Object.keys(values) }
  await appendAudit(sql, { kind: 'personal-read', ...entry })
  return { ticket, values }
}

/** Has a message sent again that could not be sent, with who wanted it in the audit. */
export async function redriveDispatch(
  sql: TransactionSql,
  id: string,
  { by, now }: { by: string; now: Date },
): Promise<DispatchRow> {
  const row = await redrive(sql, id, { by, now })
  await appendAudit(sql, { kind: 'dispatch-redriven', ticket: row.ticket, dispatch: id, by })
  return row
}
