import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { type ConversationRow, lockConversation, type Scope } from './conversation-rows.ts'

/**
 * Lets time pass in a conversation: everything in it counts as if it had been so much earlier. What is due then comes
 * due by the rule that holds for every other. For recordings, whose silences nobody waits out. Throws `CONFLICT` for a
 * closed one.
 */
export async function passTime(
  sql: TransactionSql,
  { id, scope, seconds }: { id: string; scope: Scope; seconds: number },
): Promise<ConversationRow> {
  const conversation = await lockConversation(sql, id, scope)
  if (conversation.closedAt)
    throw new AppError('CONFLICT', 'The conversation is closed: no time passes in it.', {
      hint: 'Open it again first: POST /v1/conversations/{id}/reopen.',
    })
  const passed = sql`make_interval(secs => ${seconds})`
  await sql`
    update app.conversation
    set opened_at = opened_at - ${passed}, waiting_since = waiting_since - ${passed},
      dropped_at = dropped_at - ${passed}
    where id = ${id}
  `
  await sql`
    update app.turn
    set said_at = said_at - ${passed}, received_at = received_at - ${passed}
    where conversation = ${id}
  `
  await sql`
    update app.timer
    set since = since - ${passed}, due = due - ${passed}
    where conversation = ${id}
  `
  return lockConversation(sql, id, scope)
}
