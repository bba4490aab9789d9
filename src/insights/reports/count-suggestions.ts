import type { TransactionSql } from '../../db/index.ts'
import { dayOf, groupKey, inGroups, isWanted, type Period } from './period.ts'

/** Of the customers' turns that were answered by suggestions in the period, each once, by the last suggestion. */
export type SuggestionCounts = {
  key: string
  suggested: number
  /** The knowledge base answered; it had nothing that may be told. The reasons for that are not told apart. */
  answered: number
  unanswered: number
  accepted: number
  /** Accepted ones of which it is known what was sent, and how far that is from what was suggested, together. */
  compared: number
  distance: number
}

export function countSuggestions(sql: TransactionSql, period: Period): Promise<SuggestionCounts[]> {
  return sql<SuggestionCounts[]>`
    with told as (
      select suggestion.id, suggestion.conversation, suggestion.for_turn, suggestion.outcome,
        suggestion.created_at
      from app.suggestion
      where suggestion.created_at >= ${period.start} and suggestion.created_at < ${period.end}
        and outcome <> 'nothing'
    ), judged as (
      select told.conversation, told.for_turn, bool_or(true) as accepted,
        min(case when final_text is null then case verdict when 'inserted' then 0 end
          else distance end) as distance
      from app.feedback
      join told on told.id = feedback.suggestion
      left join app.feedback_distance on feedback_distance.feedback = feedback.id
      where verdict in ('inserted', 'edited')
      group by told.conversation, told.for_turn
    ), last as (
      select distinct on (conversation, for_turn) conversation, for_turn, outcome, created_at
      from told
      order by conversation, for_turn, created_at desc
    ), placed as (
      select last.outcome, judged.accepted, judged.distance, conversation.channel,
        coalesce(conversation.lang, facts.lang, 'unknown') as lang,
        ${dayOf(sql, sql`last.created_at`, period.timeZone)} as day
      from last
      join app.conversation on conversation.id = last.conversation
      left join app.conversation_facts facts on facts.conversation = conversation.id
      left join judged on judged.conversation = last.conversation
        and judged.for_turn = last.for_turn
      where ${isWanted(sql, period)}
    )
    select ${groupKey(sql)},
      count(*)::int as suggested,
      (count(*) filter (where outcome = 'answer'))::int as answered,
      (count(*) filter (where outcome in ('no-answer', 'refused')))::int as unanswered,
      count(accepted)::int as accepted,
      count(distance)::int as compared,
      coalesce(sum(distance), 0)::float8 as distance
    from placed
    ${inGroups(sql)}
  `
}
