import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Changing } from './close-conversation.ts'
import { lockConversation } from './conversation-rows.ts'
import { addEvents, type NewEvent } from './outbox.ts'

/** What a lead has written to whoever holds a conversation. Never part of the talk, and read by people of the desk only. */
export type LeadNote = {
  /** Number of its event. */
  id: number
  text: string
  by: string
  at: string
  /** Who takes the conversation over with it; null: the agent goes on. */
  takenOverBy: string | null
}

type Told = Omit<LeadNote, 'id' | 'at'>

/**
 * Writes a note, and passes the conversation on to the lead in the same transaction where `takeOver` names one. Throws
 * `CONFLICT` for a closed conversation: nobody would read it.
 */
export async function addNote(
  sql: TransactionSql,
  { id, scope, now, by, text, takeOver }: Changing & { text: string; takeOver: string | null },
): Promise<LeadNote & { conversation: string; lastEvent: number }> {
  const conversation = await lockConversation(sql, id, scope)
  if (conversation.closedAt)
    throw new AppError('CONFLICT', 'The conversation is closed: nobody would read the note.', {
      hint: 'Open it again first: POST /v1/conversations/{id}/reopen.',
    })
  const told: Told = { text, by, takenOverBy: takeOver }
  const events: NewEvent[] = [{ kind: 'note-added', data: told }]
  const { agent, department } = conversation
  if (takeOver !== null && takeOver !== agent) {
    const data = {
      from: { agent, department },
      to: { agent: takeOver, department },
      by,
      reason: null,
    }
    events.push({ kind: 'conversation-transferred', data })
    await sql`update app.conversation set agent = ${takeOver} where id = ${id}`
  }
  const lastEvent = await addEvents(sql, conversation, events, now)
  const note = { ...told, id: conversation.lastEvent + 1, at: now.toISOString() }
  return { ...note, conversation: id, lastEvent }
}

/** Notes of a conversation, oldest first. */
export async function readNotes(sql: TransactionSql, conversation: string): Promise<LeadNote[]> {
  const rows = await sql<{ id: number; at: Date; payload: Told }[]>`
    select id, at, payload
    from app.event
    where conversation = ${conversation} and kind = 'note-added'
    order by id
  `
  return rows.map(({ id, at, payload }) => ({ ...payload, id, at: at.toISOString() }))
}
