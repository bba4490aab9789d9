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

/** A suggestion with the id and the time it is kept and told under. */
export function suggestionToStore(made: {
  conversation: string
  suggestion: Suggestion
  now: Date
}): StoredSuggestion {
  const { suggestion, conversation, now } = made
  return { ...suggestion, id: newId('s'), conversation, at: now.toISOString(), feedback: null }
}

/** `version`: the state of the conversation that it was made for. */
export async function putSuggestion(
  sql: TransactionSql,
  { id, conversation, at, feedback: _, ...body }: StoredSuggestion,
  version: number,
): Promise<void> {
  await sql`
    insert into app.suggestion (id, conversation, for_turn, version, body, created_at)
    values (${id}, ${conversation}, ${body.forTurn}, ${version}, ${sql.json(body as never)}, ${at})
  `
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

/** A suggestion that was told, and whether it was taken back since. */
export type ToldSuggestion = StoredSuggestion & { isWithdrawn: boolean }

/** The latest suggestions that were told in a conversation, oldest first: small talk is stored, not told. */
export async function readToldSuggestions(
  sql: TransactionSql,
  conversation: string,
  limit: number,
): Promise<ToldSuggestion[]> {
  const rows = await sql<
    { id: string; body: Suggestion; at: Date; feedback: Verdict | null; isWithdrawn: boolean }[]
  >`
    select made.id, made.body, made.created_at as at,
      (select verdict from app.feedback where suggestion = made.id order by at desc, id limit 1) as feedback,
      exists (
        select from app.event
        where event.conversation = made.conversation and kind = 'suggestion-withdrawn'
          and payload ->> 'suggestion' = made.id
      ) as "isWithdrawn"
    from app.suggestion made
    where made.conversation = ${conversation} and made.body ->> 'outcome' <> 'nothing'
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
