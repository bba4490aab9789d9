import { addEvents } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { addFollowUp, followUpChanged } from './follow-up-rows.ts'

const HOUR_MS = 60 * 60 * 1_000
/** So often a customer is tried to be reached; then a person decides. */
const MOST_VISITS = 3

type Talk = { id: string; lastEvent: number }

/**
 * Plans the next return visit of a ticket's round, a while after the result or the visit that reached nobody. Returns
 * the number of the last event.
 */
export async function planVisit(
  sql: TransactionSql,
  { dispatch }: Pick<Desk, 'dispatch'>,
  {
    conversation,
    ticket,
    round,
    now,
  }: { conversation: Talk; ticket: string; round: number; now: Date },
): Promise<number> {
  const [planned] = await sql<{ count: number }[]>`
    select count(*)::int as count
    from app.follow_up
    where conversation = ${conversation.id} and source like ${`visit:${ticket}:${round}.%`}
  `
  const count = (planned?.count ?? 0) + 1
  if (count > MOST_VISITS) return conversation.lastEvent
  const source = `visit:${ticket}:${round}.${count}`
  const dueAt = new Date(now.getTime() + dispatch.visitHours * HOUR_MS)
  const visit = {
    conversation: conversation.id,
    kind: 'return-visit',
    source,
    note: '',
    dueAt,
  } as const
  const added = await addFollowUp(sql, visit, now)
  return addEvents(sql, conversation, added ? [followUpChanged(added)] : [], now)
}

/** The visits that were planned are over: one took place, or none is needed any more. */
export async function endVisits(
  sql: TransactionSql,
  conversation: string,
  { by, now, outcome }: { by: string; now: Date; outcome: 'done' | 'not-reached' | 'not-needed' },
): Promise<void> {
  await sql`
    update app.follow_up
    set state = 'done', done_by = ${by}, done_at = ${now}, outcome = ${outcome}
    where conversation = ${conversation} and kind = 'return-visit' and state in ('open', 'taken')
  `
}
