import type { Suggestion } from '../compose/types.ts'
import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { newId, type Scope } from './conversation-rows.ts'

export type Verdict = 'inserted' | 'edited' | 'dismissed' | 'helpful' | 'not-helpful'

/** A suggestion as made for one state of a conversation. Its text is not looked up again. */
export type StoredSuggestion = Suggestion & {
  id: string
  conversation: string
  at: string
  /** The latest verdict on it. */
  feedback: Verdict | null
}

export async function putSuggestion(
  sql: TransactionSql,
  input: { conversation: string; version: number; suggestion: Suggestion; now: Date },
): Promise<StoredSuggestion> {
  const id = newId('s')
  const { conversation, version, suggestion, now } = input
  await sql`
    insert into app.suggestion (id, conversation, for_turn, version, body, created_at)
    values (${id}, ${conversation}, ${suggestion.forTurn}, ${version},
      ${sql.json(suggestion as never)}, ${now})
  `
  return { ...suggestion, id, conversation, at: now.toISOString(), feedback: null }
}

/** The latest suggestions of a conversation, oldest first. */
export async function readSuggestions(
  sql: TransactionSql,
  conversation: string,
  limit: number,
): Promise<StoredSuggestion[]> {
  const rows = await sql<{ id: string; body: Suggestion; at: Date; feedback: Verdict | null }[]>`
    select made.id, made.body, made.created_at as at, judged.verdict as feedback
    from app.suggestion made
    left join lateral (
      select verdict from app.feedback where suggestion = made.id order by at desc, id limit 1
    ) judged on true
    where made.conversation = ${conversation}
    order by made.created_at desc, made.id
    limit ${limit}
  `
  return rows
    .reverse()
    .map(({ body, at, ...row }) => ({ ...body, ...row, conversation, at: at.toISOString() }))
}

/**
 * The last suggestion of each open conversation that nothing was withdrawn of yet, of the conversations spoken in last.
 */
export async function readLatestSuggestions(
  sql: TransactionSql,
  limit: number,
): Promise<StoredSuggestion[]> {
  const rows = await sql<{ id: string; conversation: string; body: Suggestion; at: Date }[]>`
    select made.id, made.conversation, made.body, made.created_at as at
    from app.conversation
    join lateral (
      select * from app.suggestion
      where suggestion.conversation = conversation.id
      order by created_at desc, id
      limit 1
    ) made on true
    where closed_at is null
      and not exists (
        select from app.event
        where event.conversation = made.conversation and kind = 'suggestion-withdrawn'
          and payload ->> 'suggestion' = made.id
      )
    order by made.created_at desc, made.id
    limit ${limit}
  `
  return rows.map(({ body, at, ...row }) => ({
    ...{ ...body, ...row, at: at.toISOString(), feedback: null },
  }))
}

export type NewFeedback = {
  suggestion: string
  scope: Scope
  givenBy: string
  verdict: Verdict
  reason: string | null
  finalText: string | null
  now: Date
}

/** Keeps what an agent did with a suggestion. Throws `NOT_FOUND`. */
export async function addFeedback(
  sql: TransactionSql,
  input: NewFeedback,
): Promise<{ id: string; at: string }> {
  const { openedBy } = input.scope
  const known = await sql`
    select 1
    from app.suggestion
    join app.conversation on conversation.id = suggestion.conversation
    where suggestion.id = ${input.suggestion}
      and (${openedBy ?? null}::text is null or opened_by = ${openedBy ?? null}::text)
  `
  if (known.length === 0)
    throw new AppError('NOT_FOUND', 'No such suggestion.', {
      hint: 'Use the id that came with the event suggestion-ready.',
    })
  const id = newId('f')
  await sql`
    insert into app.feedback (id, suggestion, given_by, verdict, reason, final_text, at)
    values (${id}, ${input.suggestion}, ${input.givenBy}, ${input.verdict}, ${input.reason},
      ${input.finalText}, ${input.now})
  `
  return { id, at: input.now.toISOString() }
}
