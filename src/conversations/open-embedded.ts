import type { TransactionSql } from '../db/index.ts'
import type { Lang } from '../text/types.ts'
import { type Channel, openConversation } from './conversation-rows.ts'

/**
 * The conversation that a page of a help desk shows under its own reference: the one that is kept for it, or a new
 * one. Asked for at once by two tabs, both get the same.
 */
export async function openEmbedded(
  sql: TransactionSql,
  input: {
    host: string
    ref: string
    channel: Channel
    lang: Lang | null
    openedBy: string
    now: Date
  },
): Promise<{ conversation: string; isNew: boolean }> {
  const kept = await findEmbedded(sql, input)
  if (kept) return { conversation: kept, isNew: false }
  const { id } = await openConversation(sql, input)
  const claimed = await sql`
    insert into app.embedding (host, ref, conversation)
    values (${input.host}, ${input.ref}, ${id})
    on conflict (host, ref) do nothing
    returning ref
  `
  if (claimed.length > 0) return { conversation: id, isNew: true }
  await sql`delete from app.conversation where id = ${id}`
  const other = await findEmbedded(sql, input)
  return { conversation: other ?? id, isNew: false }
}

async function findEmbedded(
  sql: TransactionSql,
  { host, ref }: { host: string; ref: string },
): Promise<string | undefined> {
  const rows = await sql<{ conversation: string }[]>`
    select conversation
    from app.embedding
    where host = ${host} and ref = ${ref}
  `
  return rows[0]?.conversation
}
