import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Changing } from './close-conversation.ts'
import { type ConversationRow, lockConversation } from './conversation-rows.ts'
import { addEvents } from './outbox.ts'
import { latestSpoken } from './turn-rows.ts'

/**
 * Notes that the line or connection is lost; a conversation that is lost stays as it is (`isNew` is false). What was
 * said before may still arrive, and waits for its suggestion. Throws `CONFLICT` for a closed one.
 */
export async function dropConversation(
  sql: TransactionSql,
  { id, scope, now, by, reason }: Changing,
): Promise<ConversationRow & { droppedAt: Date; isNew: boolean }> {
  const conversation = await lockConversation(sql, id, scope)
  if (conversation.closedAt)
    throw new AppError('CONFLICT', 'The conversation is closed: its line cannot be lost.', {
      hint: 'Open it again first: POST /v1/conversations/{id}/reopen.',
    })
  const { droppedAt } = conversation
  if (droppedAt) return { ...conversation, droppedAt, isNew: false }
  await sql`update app.conversation set dropped_at = ${now} where id = ${id}`
  const data = { droppedAt: now.toISOString(), by, reason: reason ?? null }
  const dropped = { kind: 'conversation-dropped', data } as const
  const lastEvent = await addEvents(sql, conversation, [dropped], now)
  return { ...conversation, droppedAt: now, lastEvent, isNew: true }
}

/** The line is back, or a closed conversation goes on; one that is open stays as it is (`isNew` is false). */
export async function reopenConversation(
  sql: TransactionSql,
  { id, scope, now, by, reason }: Changing,
): Promise<ConversationRow & { isNew: boolean }> {
  const conversation = await lockConversation(sql, id, scope)
  if (!conversation.closedAt && !conversation.droppedAt) return { ...conversation, isNew: false }
  const waitingSince = conversation.closedAt
    ? await waitsFrom(sql, id, now)
    : conversation.waitingSince
  await sql`
    update app.conversation
    set closed_at = null, dropped_at = null, waiting_since = ${waitingSince}
    where id = ${id}
  `
  const from = conversation.closedAt ? 'closed' : 'dropped'
  const data = { reopenedAt: now.toISOString(), from, by, reason: reason ?? null }
  const reopened = { kind: 'conversation-reopened', data } as const
  const lastEvent = await addEvents(sql, conversation, [reopened], now)
  const open = { closedAt: null, droppedAt: null, waitingSince }
  return { ...conversation, ...open, lastEvent, isNew: true }
}

/** Whose last words were left without a reply waits for one again, from now on. */
async function waitsFrom(sql: TransactionSql, id: string, now: Date): Promise<Date | null> {
  const last = await latestSpoken(sql, id)
  return last?.speaker === 'customer' ? now : null
}
