import { type Database, isVisible, isVisibleTo, type TransactionSql } from '../db/index.ts'

/** The `asks` of an article, as far as a customer may see it now; none where there is no such article. */
export function readAsks(db: Database, article: string): Promise<string[]> {
  return db.read('customer', (sql) => asksOf(sql, article))
}

/** The same within a transaction of the customer role. */
export async function asksOf(sql: TransactionSql, article: string): Promise<string[]> {
  const rows = await sql<{ asks: string[] }[]>`
    select asks
    from customer.article
    where id = ${article} and part = 0 and ${isVisible(sql)}
    union all
    select asks
    from embargo.article
    where id = ${article} and part = 0 and ${isVisibleTo(sql, 'customer')}
  `
  return rows.flatMap((row) => row.asks)
}
