import type { TransactionSql } from '../db/index.ts'

/** Which conversations are meant; every part that is given has to fit. */
export type Forgettable = {
  ids?: readonly string[]
  /** Nothing was said, opened or closed in them since, and no ticket of theirs is being worked on. */
  quietSince?: Date
  /** Somebody said this in them; spaces, hyphens and case aside, so that a number is found as it was dictated. */
  saying?: string
}

export type Forgotten = {
  conversations: number
  turns: number
  suggestions: number
  events: number
  feedback: number
  checks: number
}

/** Ids of the conversations that are meant, oldest first. */
export async function findForgettable(
  sql: TransactionSql,
  { ids, quietSince, saying }: Forgettable,
  limit: number,
): Promise<string[]> {
  const said = saying === undefined ? null : bare(saying)
  const rows = await sql<{ id: string }[]>`
    select id
    from app.conversation
    where (${ids ? [...ids] : null}::text[] is null or id = any(${ids ? [...ids] : null}::text[]))
      and (${quietSince ?? null}::timestamptz is null or (
        opened_at < ${quietSince ?? null}::timestamptz
        and coalesce(closed_at < ${quietSince ?? null}::timestamptz, true)
        and not exists (
          select from app.turn
          where turn.conversation = conversation.id
            and received_at >= ${quietSince ?? null}::timestamptz
        )
        and not exists (
          select from app.ticket
          where ticket.conversation = conversation.id
            and ticket.state in ('approved', 'dispatched', 'resolved')
        )
      ))
      and (${said}::text is null or exists (
        select from app.turn
        where turn.conversation = conversation.id
          and position(${said}::text in lower(regexp_replace(text, '[\\s-]+', '', 'g'))) > 0
      ))
    order by opened_at, id
    limit ${limit}
  `
  return rows.map(({ id }) => id)
}

function bare(text: string): string {
  return text.replaceAll(/[\s-]+/g, '').toLowerCase()
}

/** What would go with these conversations. */
export async function countConversations(
  sql: TransactionSql,
  ids: readonly string[],
): Promise<Forgotten> {
  const [counted] = await sql<Forgotten[]>`
    with meant as (select id from app.conversation where id = any(${[...ids]}::text[]))
    select
      (select count(*)::int from meant) as conversations,
      (select count(*)::int from app.turn join meant on id = conversation) as turns,
      (select count(*)::int from app.suggestion join meant on meant.id = conversation) as suggestions,
      (select count(*)::int from app.event join meant on meant.id = conversation) as events,
      (select count(*)::int from app.feedback
        join app.suggestion on suggestion.id = feedback.suggestion
        join meant on meant.id = suggestion.conversation) as feedback,
      (select count(*)::int from app.draft_check join meant on meant.id = conversation) as checks
  `
  return counted!
}

/**
 * Deletes conversations and everything that was made of them, answers kept for an Idempotency-Key included. Returns
 * what has gone.
 */
export async function forgetConversations(
  sql: TransactionSql,
  ids: readonly string[],
): Promise<Forgotten> {
  const counted = await countConversations(sql, ids)
  await sql`
    delete from app.idempotency
    where exists (select from unnest(${[...ids]}::text[]) id where position(id in body) > 0)
  `
  // Classifiers were trained with what was corrected in them: they are trained anew without.
  await sql`
    delete from app.classifier
    where exists (
      select from app.class_correction where conversation = any(${[...ids]}::text[])
    )
  `
  // Turns, suggestions, events, feedback, verdicts and whatever else belongs to a conversation goes with its row.
  await sql`delete from app.conversation where id = any(${[...ids]}::text[])`
  return counted
}
