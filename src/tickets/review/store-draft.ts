import { lockConversation, type NewEvent, newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import type { Triage } from '../../triage/classifier/index.ts'
import type { TicketDraft } from '../draft/types.ts'
import { keepPromises } from '../follow-up/promises.ts'
import { findFindings } from './find-findings.ts'
import { type Content, mergeDraft } from './merge-draft.ts'
import { tellOf } from './step-ticket.ts'
import { type Change, holdsAnything } from './ticket-body.ts'
import { type LockedTicket, putContent, readContent, readTicketOf } from './ticket-rows.ts'
import { isStillDrafted } from './ticket-states.ts'
import { addVersion } from './ticket-versions.ts'

export type StoredDraft =
  /** There is a ticket now, or it says something else than before. */
  | 'changed'
  | 'unchanged'
  /** A later state of the conversation was drafted before. */
  | 'too-late'
  /** Nothing was said that a ticket could be made of. */
  | 'nothing'
  /** The ticket is approved or rejected: drafts are over. */
  | 'settled'
  | 'gone'

/**
 * Takes the draft of one state of a conversation into its ticket, which is made when there is none, and keeps a
 * reminder for each promise in it. Tells `ticket-drafted` where it says something new.
 */
export async function storeDraft(
  sql: TransactionSql,
  desk: Pick<Desk, 'taxonomy' | 'dispatch'>,
  made: {
    conversation: string
    version: number
    draft: TicketDraft
    triage: Triage | null
    now: Date
  },
): Promise<StoredDraft> {
  const { conversation: id, version, draft, triage, now } = made
  const conversation = await lockConversation(sql, id, {}).catch(ignoreUnknown)
  if (!conversation) return 'gone'
  const marked = await sql`
    update app.conversation
    set drafted_version = ${version}
    where id = ${id} and coalesce(drafted_version, 0) <= ${version}
    returning id
  `
  if (marked.length === 0) return 'too-late'
  const lastEvent = await keepPromises(sql, desk, { conversation, draft, now })
  const ticket = await readTicketOf(sql, id)
  if (ticket && !isStillDrafted(ticket.state)) return 'settled'
  const before = ticket ? await readContent(sql, ticket) : null
  const { changes, ...content } = mergeDraft(before, draft, triage)
  if (!ticket) return makeTicket(sql, desk, { conversation: { id, lastEvent }, content, now })
  const state = ticket.state
  const next = ticket.version + (changes.length > 0 ? 1 : 0)
  await putContent(sql, { id: ticket.id, version: next, state }, content, now)
  if (changes.length === 0) return 'unchanged'
  await tellDrafted(sql, desk, {
    locked: { ticket, lastEvent },
    version: next,
    content,
    changes,
    now,
  })
  return 'changed'
}

async function makeTicket(
  sql: TransactionSql,
  desk: Pick<Desk, 'taxonomy'>,
  made: { conversation: { id: string; lastEvent: number }; content: Content; now: Date },
): Promise<StoredDraft> {
  const { conversation, content, now } = made
  if (!holdsAnything(content.body)) return 'nothing'
  const id = newId('t')
  await sql`
    insert into app.ticket (id, conversation, state, version, body, created_at, changed_at)
    values (${id}, ${conversation.id}, 'draft', 1, '{}', ${now}, ${now})
  `
  await putContent(sql, { id, version: 1, state: 'draft' }, content, now)
  const ticket = await readTicketOf(sql, conversation.id)
  const locked = { ticket: ticket!, lastEvent: conversation.lastEvent }
  const changes = Object.entries(content.body.places).flatMap(([path, { value }]): Change[] =>
    value === null ? [] : [{ path, from: null, to: value }],
  )
  await tellDrafted(sql, desk, { locked, version: 1, content, changes, now })
  return 'changed'
}

async function tellDrafted(
  sql: TransactionSql,
  desk: Pick<Desk, 'taxonomy'>,
  drafted: {
    locked: LockedTicket
    version: number
    content: Content
    changes: Change[]
    now: Date
  },
): Promise<void> {
  const { locked, version, content, changes, now } = drafted
  const { id, state } = locked.ticket
  await addVersion(sql, { ticket: id, version, by: null, deed: 'drafted', changes }, now)
  const told: NewEvent = {
    kind: 'ticket-drafted',
    data: {
      ...{ ticket: id, version, state },
      changed: changes.map(({ path }) => path),
      findings: findFindings(desk, content).map(({ path, rule }) => ({ path, rule })),
    },
  }
  await tellOf(sql, locked, [told], now)
}

function ignoreUnknown(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined
  throw error
}
