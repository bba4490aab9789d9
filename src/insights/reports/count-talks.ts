import type { TransactionSql } from '../../db/index.ts'
import { dayOf, groupKey, inGroups, isWanted, type Period } from './period.ts'

/** Of the conversations that were opened in the period. */
export type TalkCounts = {
  key: string
  conversations: number
  /** Closed ones, and how long was spoken in them: seconds from the first turn to the last. */
  closed: number
  talkMedian: number | null
  talkP90: number | null
  /** Replies where a limit is set, those within it, and waits that have run over without a reply. */
  replies: number
  inTime: number
  unanswered: number
  /** All replies, and the seconds waited for them. */
  allReplies: number
  waited: number
  classified: number
  complaints: number
}

export function countTalks(
  sql: TransactionSql,
  period: Period,
  complaintTypes: readonly string[],
  now: Date,
): Promise<TalkCounts[]> {
  return sql<TalkCounts[]>`
    with talk as (
      select conversation.id, conversation.channel, conversation.closed_at,
        coalesce(conversation.lang, facts.lang, 'unknown') as lang,
        ${dayOf(sql, sql`conversation.opened_at`, period.timeZone)} as day,
        reply_seconds, replies, replies_in_time, waited_seconds, facts.waiting_since,
        case when conversation.closed_at is not null
          then extract(epoch from last_at - first_at)::float8 end as spoken
      from app.conversation
      left join app.conversation_facts facts on facts.conversation = conversation.id
      where conversation.opened_at >= ${period.start} and conversation.opened_at < ${period.end}
        and ${isWanted(sql, period)}
    ), classed as (
      select talk.*, coalesce(ticket.type, classification.type) as type
      from talk
      left join app.classification on classification.conversation = talk.id
      left join app.ticket on ticket.conversation = talk.id and ticket.approved_at is not null
    )
    select ${groupKey(sql)},
      count(*)::int as conversations,
      count(closed_at)::int as closed,
      percentile_cont(0.5) within group (order by spoken) as "talkMedian",
      percentile_cont(0.9) within group (order by spoken) as "talkP90",
      coalesce(sum(replies) filter (where reply_seconds is not null), 0)::int as replies,
      coalesce(sum(replies_in_time) filter (where reply_seconds is not null), 0)::int as "inTime",
      (count(*) filter (where waiting_since + make_interval(secs => reply_seconds)
        < coalesce(closed_at, ${now}::timestamptz)))::int as unanswered,
      coalesce(sum(replies), 0)::int as "allReplies",
      coalesce(sum(waited_seconds), 0)::float8 as waited,
      (count(*) filter (where type is not null and type <> 'unknown'))::int as classified,
      (count(*) filter (where type = any(${[...complaintTypes]}::text[])))::int as complaints
    from classed
    ${inGroups(sql)}
  `
}

/** How often each type and each business module was asked about; what nobody classified is left out. */
export function countTypes(
  sql: TransactionSql,
  period: Period,
): Promise<{ kind: 'type' | 'module'; id: string; count: number }[]> {
  return sql<{ kind: 'type' | 'module'; id: string; count: number }[]>`
    with classed as (
      select coalesce(ticket.type, classification.type) as type, classification.module
      from app.conversation
      left join app.conversation_facts facts on facts.conversation = conversation.id
      left join app.classification on classification.conversation = conversation.id
      left join app.ticket on ticket.conversation = conversation.id and ticket.approved_at is not null
      where conversation.opened_at >= ${period.start} and conversation.opened_at < ${period.end}
        and ${isWanted(sql, period)}
    )
    select kind, id, count(*)::int as count
    from classed, lateral (values ('type', type), ('module', module)) as told (kind, id)
    where id is not null
    group by kind, id
    order by kind, count desc, id
  `
}
