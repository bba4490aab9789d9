import type { TransactionSql } from '../db/index.ts'

/** What `warning-raised` told of in a conversation, oldest first. */
export async function readWarnings(
  sql: TransactionSql,
  conversation: string,
): Promise<Record<string, unknown>[]> {
  const rows = await sql<{ payload: Record<string, unknown> }[]>`
    select payload
    from app.event
    where conversation = ${conversation} and kind = 'warning-raised'
    order by id
  `
  return rows.map((row) => row.payload)
}
