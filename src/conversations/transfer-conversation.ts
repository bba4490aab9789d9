import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Changing } from './close-conversation.ts'
import { type ConversationRow, lockConversation } from './conversation-rows.ts'
import { addEvents } from './outbox.ts'

/** Whom a conversation is with: an agent by the desk's own name for them, a department by its id, or both. */
export type Holder = { agent: string | null; department: string | null }

/**
 * Passes an open conversation on; to whom it is with already changes nothing. What waits for a suggestion goes on
 * waiting: whoever takes over needs it. Throws `CONFLICT` for a closed one.
 */
export async function transferConversation(
  sql: TransactionSql,
  { id, scope, now, by, reason, to }: Changing & { to: Holder },
): Promise<ConversationRow> {
  const conversation = await lockConversation(sql, id, scope)
  if (conversation.closedAt)
    throw new AppError('CONFLICT', 'The conversation is closed: it cannot be passed on.', {
      hint: 'Open it again first: POST /v1/conversations/{id}/reopen.',
    })
  const from: Holder = { agent: conversation.agent, department: conversation.department }
  if (from.agent === to.agent && from.department === to.department) return conversation
  await sql`
    update app.conversation set agent = ${to.agent}, department = ${to.department} where id = ${id}
  `
  const data = { from, to, by, reason: reason ?? null }
  const transferred = { kind: 'conversation-transferred', data } as const
  const lastEvent = await addEvents(sql, conversation, [transferred], now)
  return { ...conversation, ...to, lastEvent }
}
