import { isVisibleTo, STORES, type Store, type TransactionSql } from '../../db/index.ts'
import type { Lang } from '../../text/types.ts'

/** What an editor sees of an article that something is proposed for. */
export type ArticleHead = {
  id: string
  title: string
  lang: Lang
  asks: string[]
  /** Its file below the knowledge folder, and that file's SHA-256 when it was indexed. */
  path: string
  hash: string
}

/**
 * The articles, of these, that leads and editors may read now. One that is not there and one that is outside its
 * window are the same: missing. `sql` is a transaction of the lead.
 */
export async function readHeads(
  sql: TransactionSql,
  ids: readonly string[],
): Promise<Map<string, ArticleHead>> {
  if (ids.length === 0) return new Map()
  const [first, ...others] = STORES.map((store) => headsIn(sql, store, ids))
  const all = others.reduce((united, next) => sql`${united} union all ${next}`, first!)
  const rows = await sql<ArticleHead[]>`
    select article.id, article.title, article.lang, article.asks, article.path, file.hash
    from (${all}) article
    join app.article_file file on file.path = article.path and file.outcome = 'served'
  `
  return new Map(rows.map((row) => [row.id, row]))
}

function headsIn(sql: TransactionSql, store: Store, ids: readonly string[]) {
  return sql`
    select id, title, lang, asks, path
    from ${sql(store)}.article
    where part = 0 and id = any(${[...ids]}::text[]) and ${isVisibleTo(sql, 'lead')}
  `
}
