import { addEvents, lockConversation } from '../../conversations/index.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { notifyDepartment } from '../review/move-ticket.ts'
import { tellOf } from '../review/step-ticket.ts'
import { readTicketOf } from '../review/ticket-rows.ts'

export type DueDeps = { db: Database; desk: Pick<Desk, 'dispatch' | 'timers'>; now: Date }

const HOUR_S = 60 * 60
const MINUTE_S = 60
/** Told in one round; the rest is due a moment later still. */
const MOST = 500

/**
 * Chases tickets before and after their deadline and reminds of follow-ups likewise: each once, by whichever process
 * commits it. Returns how many were told.
 */
export async function tellWhatIsDue(deps: DueDeps): Promise<number> {
  let told = 0
  for (const next of [chaseNextTicket, remindOfNext]) {
    for (let round = 0; round < MOST; round++) {
      if (!(await deps.db.write('app', (sql) => next(sql, deps)))) break
      told += 1
    }
  }
  return told
}

/** False: none is due that nobody is writing to. */
async function chaseNextTicket(sql: TransactionSql, { desk, now }: DueDeps): Promise<boolean> {
  // A short deadline is chased in its last quarter, not at once.
  const isNear = sql`
    ticket.deadline - least(
      make_interval(secs => ${desk.dispatch.remindHours * HOUR_S}::float8),
      (ticket.deadline - ticket.approved_at) / 4
    ) <= ${now}
  `
  // Every writer of a ticket locks the row of its conversation first, so that one is locked here too.
  const [due] = await sql<{ conversation: string }[]>`
    select ticket.conversation
    from app.ticket
    join app.conversation talk on talk.id = ticket.conversation
    where ticket.state in ('approved', 'dispatched')
      and ticket.deadline <= ${later(now, desk.dispatch.remindHours * HOUR_S)}
      and ((ticket.deadline > ${now} and ticket.chased_before_at is null and ${isNear})
        or (ticket.deadline <= ${now} and ticket.chased_after_at is null))
    order by ticket.deadline
    limit 1
    for update of talk skip locked
  `
  if (!due) return false
  const ticket = await readTicketOf(sql, due.conversation)
  if (!ticket?.deadline || !['approved', 'dispatched'].includes(ticket.state)) return true
  const isOver = ticket.deadline <= now
  if ((isOver ? ticket.chasedAfterAt : ticket.chasedBeforeAt) !== null) return true
  const column = isOver ? 'chased_after_at' : 'chased_before_at'
  await sql`update app.ticket set ${sql({ [column]: now })} where id = ${ticket.id}`
  const { lastEvent } = await lockConversation(sql, ticket.conversation, {})
  const { id, round, state, deadline } = ticket
  const when = isOver ? 'after' : 'before'
  const data = { ticket: id, round, state, when, deadline: deadline.toISOString() }
  await tellOf(sql, { ticket, lastEvent }, [{ kind: 'ticket-due', data }], now)
  await notifyDepartment(sql, desk, ticket, isOver ? 'ticket.overdue' : 'ticket.due-soon', now)
  return true
}

type DueFollowUp = {
  id: string
  conversation: string
  kind: string
  state: string
  dueAt: Date
}

async function remindOfNext(sql: TransactionSql, { desk, now }: DueDeps): Promise<boolean> {
  const isNear = sql`
    follow_up.due_at - least(
      make_interval(secs => ${desk.dispatch.promiseRemindMinutes * MINUTE_S}::float8),
      (follow_up.due_at - follow_up.created_at) / 4
    ) <= ${now}
  `
  const isDue = sql`
    follow_up.state in ('open', 'taken')
      and follow_up.due_at <= ${later(now, desk.dispatch.promiseRemindMinutes * MINUTE_S)}
      and ((follow_up.due_at > ${now} and follow_up.reminded_at is null and ${isNear})
        or (follow_up.due_at <= ${now} and follow_up.overdue_at is null))
  `
  const [found] = await sql<{ id: string; conversation: string }[]>`
    select follow_up.id, follow_up.conversation
    from app.follow_up
    join app.conversation talk on talk.id = follow_up.conversation
    where ${isDue}
    order by follow_up.due_at
    limit 1
    for update of talk skip locked
  `
  if (!found) return false
  // Looked up again behind the lock: another process may have told of it meanwhile.
  const [due] = await sql<DueFollowUp[]>`
    update app.follow_up
    set reminded_at = coalesce(reminded_at, ${now}),
      overdue_at = case when due_at <= ${now} then ${now}::timestamptz end
    where id = ${found.id} and ${isDue}
    returning id, conversation, kind, state, due_at as "dueAt"
  `
  if (!due) return true
  const { id: followUp, kind, state, dueAt } = due
  const when = dueAt <= now ? 'after' : 'before'
  const data = { followUp, kind, state, when, dueAt: dueAt.toISOString() }
  const conversation = await lockConversation(sql, due.conversation, {})
  await addEvents(sql, conversation, [{ kind: 'follow-up-due', data }], now)
  return true
}

function later(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1_000)
}
