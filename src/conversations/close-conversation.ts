import type { TransactionSql } from '../db/index.ts'
import { type ConversationRow, lockConversation, type Scope } from './conversation-rows.ts'
import { addEvents } from './outbox.ts'
import { removeTimer } from './timer-rows.ts'

/** A change of a conversation, and who makes it: a caller, or a part of the program. */
export type Changing = { id: string; scope: Scope; now: Date; by: string; reason?: string }

/** Closes a conversation; one that is closed stays as it is. Nothing waits for a suggestion afterwards. */
export async function closeConversation(
  sql: TransactionSql,
  input: Omit<Changing, 'by'> & { by?: string },
): Promise<ConversationRow & { closedAt: Date }> {
  const conversation = await lockConversation(sql, input.id, input.scope)
  if (conversation.closedAt) return { ...conversation, closedAt: conversation.closedAt }
  const closedAt = input.now
  await sql`
    update app.conversation
    set closed_at = ${closedAt}, pending_turn = null, waiting_since = null, version = version + 1
    where id = ${input.id}
  `
  await removeTimer(sql, input.id)
  const { by = null, reason = null } = input
  const data = { closedAt: closedAt.toISOString(), by, reason }
  const closed = { kind: 'conversation-closed', data } as const
  const lastEvent = await addEvents(sql, conversation, [closed], closedAt)
  const version = conversation.version + 1
  const over = { closedAt, pendingTurn: null, waitingSince: null }
  return { ...conversation, ...over, version, lastEvent }
}
