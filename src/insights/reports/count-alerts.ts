import type { TransactionSql } from '../../db/index.ts'
import { dayOf, groupKey, inGroups, isWanted, type Period } from './period.ts'

/** Of the early warnings that were raised in the period. */
export type WarningCounts = {
  key: string
  raised: number
  taken: number
  reactionMedian: number | null
  reactionP90: number | null
}

export function countWarnings(sql: TransactionSql, period: Period): Promise<WarningCounts[]> {
  return sql<WarningCounts[]>`
    with raised as (
      select conversation.channel, coalesce(conversation.lang, facts.lang, 'unknown') as lang,
        ${dayOf(sql, sql`event.at`, period.timeZone)} as day,
        extract(epoch from taken_at - event.at)::float8 as reaction
      from app.event
      join app.conversation on conversation.id = event.conversation
      left join app.conversation_facts facts on facts.conversation = conversation.id
      left join app.warning_take taken
        on taken.conversation = event.conversation and taken.event = event.id
      where kind = 'warning-raised' and event.at >= ${period.start} and event.at < ${period.end}
        and ${isWanted(sql, period)}
    )
    select ${groupKey(sql)}, count(*)::int as raised, count(reaction)::int as taken,
      percentile_cont(0.5) within group (order by reaction) as "reactionMedian",
      percentile_cont(0.9) within group (order by reaction) as "reactionP90"
    from raised
    ${inGroups(sql)}
  `
}

/** Of the mass incidents that were noticed in the period; false alarms are none. They belong to no channel. */
export type IncidentCounts = {
  key: string
  noticed: number
  noticeMedian: number | null
  noticeP90: number | null
  taken: number
  reactionMedian: number | null
  reactionP90: number | null
}

export function countIncidents(sql: TransactionSql, period: Period): Promise<IncidentCounts[]> {
  return sql<IncidentCounts[]>`
    with noticed as (
      select ${dayOf(sql, sql`noticed_at`, period.timeZone)} as day,
        extract(epoch from noticed_at - started_at)::float8 as notice,
        extract(epoch from taken_at - noticed_at)::float8 as reaction
      from app.incident
      where noticed_at >= ${period.start} and noticed_at < ${period.end}
        and verdict is distinct from 'false-alarm'
    )
    select case when grouping(day) = 1 then 'total' else 'day ' || day end as key,
      count(*)::int as noticed,
      percentile_cont(0.5) within group (order by notice) as "noticeMedian",
      percentile_cont(0.9) within group (order by notice) as "noticeP90",
      count(reaction)::int as taken,
      percentile_cont(0.5) within group (order by reaction) as "reactionMedian",
      percentile_cont(0.9) within group (order by reaction) as "reactionP90"
    from noticed
    group by grouping sets ((), (day))
  `
}
