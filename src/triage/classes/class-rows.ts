import type { Turn } from '../../conversations/types.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Triage } from '../classifier/index.ts'

/** The class of a conversation as it was last told, and the version of the conversation it was made of. */
export type KeptClass = { version: number; triage: Triage; at: string }

/** Null where the conversation has none yet. */
export async function readClass(
  sql: TransactionSql,
  conversation: string,
): Promise<KeptClass | null> {
  const [row] = await sql<{ version: number; body: Triage; at: Date }[]>`
    select version, body, at
    from app.classification
    where conversation = ${conversation}
  `
  if (row === undefined) return null
  return { version: row.version, triage: row.body, at: row.at.toISOString() }
}

export async function putClass(
  sql: TransactionSql,
  made: { conversation: string; version: number; triage: Triage; now: Date },
): Promise<void> {
  const body = sql.json(made.triage as never)
  await sql`
    insert into app.classification (conversation, version, body, at)
    values (${made.conversation}, ${made.version}, ${body}, ${made.now})
    on conflict (conversation) do update
    set version = excluded.version, body = excluded.body, at = excluded.at
  `
}

/** Open conversations whose class was made of an earlier version, or never, and that nobody changed since `before`. */
export async function unclassified(
  sql: TransactionSql,
  before: Date,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select conversation.id
    from app.conversation
    left join app.classification kept on kept.conversation = conversation.id
    where closed_at is null
      and conversation.version > coalesce(kept.version, 0)
      and not exists (
        select from app.turn
        where turn.conversation = conversation.id and received_at > ${before}
      )
    order by conversation.opened_at desc
    limit ${limit}
  `
  return rows.map(({ id }) => id)
}

/** Final turns with which a conversation begins and those it has come to, in order. */
export async function readEnds(
  sql: TransactionSql,
  conversation: string,
  { first, last }: { first: number; last: number },
): Promise<Turn[]> {
  return sql<Turn[]>`
    with said as (
      select seq, speaker, text, final, rev,
        row_number() over (order by seq) as from_start,
        row_number() over (order by seq desc) as from_end
      from app.turn
      where conversation = ${conversation} and final
    )
    select seq, speaker, text, final, rev
    from said
    where from_start <= ${first} or from_end <= ${last}
    order by seq
  `
}
