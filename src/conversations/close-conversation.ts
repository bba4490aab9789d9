import type { TransactionSql } from '../db/index.ts'
import { type ConversationRow, lockConversation, type Scope } from './conversation-rows.ts'
import { addEvents } from './outbox.ts'

/** Closes a conversation; one that is closed stays as it is. Nothing waits for a suggestion afterwards. */
export async function closeConversation(
  sql: TransactionSql,
  input: { id: string; scope: Scope; now: Date },
): Promise<ConversationRow & { closedAt: Date }> {
  const conversation = await lockConversation(sql, input.id, input.scope)
  if (conversation.closedAt) return { ...conversation, closedAt: conversation.closedAt }
  const closedAt = input.now
  await sql`
    update app.conversation
    set closed_at = ${closedAt}, pending_turn = null, version = version + 1
    where id = ${input.id}
  `
  const closed = {
    kind: 'conversation-closed',
    data: { closedAt: closedAt.toISOString() },
  } as const
  const lastEvent = await addEvents(sql, conversation, [closed], closedAt)
  return { ...conversation, closedAt, pendingTurn: null, lastEvent }
}
