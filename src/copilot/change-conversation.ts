import {
  type Changing,
  type ConversationRow,
  dropConversation,
  reopenConversation,
  resumeTimer,
  scheduleCallBack,
} from '../conversations/index.ts'
import type { TransactionSql } from '../db/index.ts'
import type { DeskTimers } from '../desk/types.ts'

type Input = Changing & { timers: DeskTimers }

/** Notes that the line is lost, and that somebody has to call back, in one transaction. */
export async function loseLine(sql: TransactionSql, input: Input): Promise<ConversationRow> {
  const dropped = await dropConversation(sql, input)
  if (dropped.isNew) await scheduleCallBack(sql, dropped, input.timers, input.now)
  return dropped
}

/** Goes on with a conversation: from now on a reply is waited for again, or a word of the customer. */
export async function goOn(sql: TransactionSql, input: Input): Promise<ConversationRow> {
  const reopened = await reopenConversation(sql, input)
  if (reopened.isNew) await resumeTimer(sql, reopened, input.timers, input.now)
  return reopened
}
