import type { TransactionSql } from '../../db/index.ts'
import { addDispatch } from './dispatch-rows.ts'
import { noticeMessage } from './messages.ts'

type Handed = { ticket: string; round: number; endpoint: string }

/**
 * Tells whoever has got a ticket of these conversations that it was deleted here, so that they can do the same: the
 * law that has us delete has us tell (PIPL art. 47, GDPR art. 19). The notice holds the ticket's id alone and outlives
 * the conversation. To be called in the transaction that deletes, before it.
 */
export async function announceDeletion(
  sql: TransactionSql,
  conversations: readonly string[],
): Promise<void> {
  const handed = await sql<Handed[]>`
    select ticket, max(round) as round, endpoint
    from app.dispatch
    where conversation = any(${[...conversations]}::text[]) and event in ('ticket.approved', 'ticket.reopened')
      and (state = 'delivered' or tries > 0)
    group by ticket, endpoint
  `
  const [clock] = await sql<{ now: Date }[]>`select desk_now() as now`
  const { now } = clock!
  for (const [index, { ticket, round, endpoint }] of handed.entries()) {
    const body = noticeMessage('ticket.deleted', { id: ticket, round, deadline: null }, now)
    // One notice for each receiver, should a ticket have gone to two in its life.
    const notice = { conversation: null, ticket, round: round + index, endpoint, body } as const
    await addDispatch(sql, { ...notice, event: 'ticket.deleted' }, now)
  }
}
