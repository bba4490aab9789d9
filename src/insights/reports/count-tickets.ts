import type { TransactionSql } from '../../db/index.ts'
import { dayOf, groupKey, inGroups, isWanted, type Period } from './period.ts'

/** Of the tickets that were approved in the period. */
export type TicketCounts = {
  key: string
  approved: number
  closed: number
  closingMedian: number | null
  closingP90: number | null
  /** With a deadline that is past or was kept, and those of them that were late. */
  due: number
  overdue: number
  /** Closed conversations with a ticket: seconds from the last word to its approval, and from the first word. */
  wrapped: number
  wrapUpMedian: number | null
  wrapUpP90: number | null
  handlingMedian: number | null
  handlingP90: number | null
  /** Where a return visit found out: solved or not, and solved without being reopened. */
  visited: number
  solvedAtOnce: number
  rated: number
  satisfaction: number
}

export function countTickets(
  sql: TransactionSql,
  period: Period,
  now: Date,
): Promise<TicketCounts[]> {
  return sql<TicketCounts[]>`
    with approved as (
      select ticket.id, ticket.approved_at, ticket.deadline, ticket.round, ticket.resolved_at,
        case when ticket.state = 'closed' then ticket.closed_at end as closed_at,
        facts.first_at, facts.last_at, conversation.channel,
        coalesce(conversation.lang, facts.lang, 'unknown') as lang,
        ${dayOf(sql, sql`ticket.approved_at`, period.timeZone)} as day
      from app.ticket
      join app.conversation on conversation.id = ticket.conversation
      left join app.conversation_facts facts on facts.conversation = conversation.id
      where ticket.approved_at >= ${period.start} and ticket.approved_at < ${period.end}
        and ${isWanted(sql, period)}
    ), visits as (
      select distinct on (ticket) ticket, solved, satisfaction
      from app.ticket_visit
      join approved on approved.id = ticket_visit.ticket
      where reached
      order by ticket, at desc
    ), told as (
      select approved.*, solved, satisfaction,
        extract(epoch from closed_at - approved_at)::float8 as closing,
        greatest(0, extract(epoch from approved_at - last_at))::float8 as wrap_up,
        greatest(0, extract(epoch from approved_at - first_at))::float8 as handling
      from approved
      left join visits on visits.ticket = approved.id
    )
    select ${groupKey(sql)},
      count(*)::int as approved,
      count(closed_at)::int as closed,
      percentile_cont(0.5) within group (order by closing) as "closingMedian",
      percentile_cont(0.9) within group (order by closing) as "closingP90",
      (count(*) filter (where deadline < ${now} or coalesce(resolved_at, closed_at) is not null
        and deadline is not null))::int as due,
      (count(*) filter (where coalesce(resolved_at, closed_at, ${now}) > deadline))::int as overdue,
      count(wrap_up)::int as wrapped,
      percentile_cont(0.5) within group (order by wrap_up) as "wrapUpMedian",
      percentile_cont(0.9) within group (order by wrap_up) as "wrapUpP90",
      percentile_cont(0.5) within group (order by handling) as "handlingMedian",
      percentile_cont(0.9) within group (order by handling) as "handlingP90",
      count(solved)::int as visited,
      (count(*) filter (where solved and round = 1))::int as "solvedAtOnce",
      count(satisfaction)::int as rated,
      coalesce(sum(satisfaction), 0)::float8 as satisfaction
    from told
    ${inGroups(sql)}
  `
}

/** Of what was owed to customers and fell due in the period. */
export type FollowUpCounts = { key: string; due: number; overdue: number }

export function countFollowUps(
  sql: TransactionSql,
  period: Period,
  now: Date,
): Promise<FollowUpCounts[]> {
  return sql<FollowUpCounts[]>`
    with owed as (
      select follow_up.due_at, follow_up.done_at, conversation.channel,
        coalesce(conversation.lang, facts.lang, 'unknown') as lang,
        ${dayOf(sql, sql`follow_up.due_at`, period.timeZone)} as day
      from app.follow_up
      join app.conversation on conversation.id = follow_up.conversation
      left join app.conversation_facts facts on facts.conversation = conversation.id
      where due_at >= ${period.start} and due_at < ${period.end} and state <> 'cancelled'
        and (due_at < ${now} or done_at is not null)
        and ${isWanted(sql, period)}
    )
    select ${groupKey(sql)}, count(*)::int as due,
      (count(*) filter (where coalesce(done_at, ${now}) > due_at))::int as overdue
    from owed
    ${inGroups(sql)}
  `
}
