import { STORES, type Store, type TransactionSql } from '../../db/index.ts'
import type { ChunkView } from '../../indexing/index.ts'
import type { PreviewPart } from './types.ts'

export type StoredArticle = { parts: PreviewPart[]; asks: string[]; tags: string[] }

type PartRow = Omit<PreviewPart, 'chunks' | 'markdown' | 'release' | 'expires'> & {
  store: Store
  key: number
  release: Date | null
  expires: Date | null
  asks: string[]
  tags: string[]
}

/**
 * All that is stored of an article, whoever may be told it and from when: for editors alone. Undefined where nothing is. `sql`
 * is a transaction of the lead.
 */
export async function readStored(
  sql: TransactionSql,
  id: string,
): Promise<StoredArticle | undefined> {
  const [first, ...others] = STORES.map((store) => partsIn(sql, store, id))
  const all = others.reduce((united, next) => sql`${united} union all ${next}`, first!)
  const rows = await sql<PartRow[]>`
    select * from (${all}) part order by part > 0, after, audience, part
  `
  if (rows[0] === undefined) return undefined
  const parts = await Promise.all(rows.map((row) => withText(sql, row)))
  return { parts, asks: rows[0].asks, tags: rows[0].tags }
}

function partsIn(sql: TransactionSql, store: Store, id: string) {
  return sql`
    select ${store}::text as store, key, part, audience, release, expires, after, rev, asks, tags
    from ${sql(store)}.article
    where id = ${id}
  `
}

async function withText(sql: TransactionSql, row: PartRow): Promise<PreviewPart> {
  const { store, key, part, audience, release, expires, after, rev } = row
  const chunks = await sql<(ChunkView & { text: string })[]>`
    select id, headings, text, start_offset as start, end_offset as "end", source_line as line,
      is_standard_reply as "isStandardReply"
    from ${sql(store)}.chunk
    where article = ${key}
    order by piece
  `
  return {
    ...{ part, audience, after, rev },
    release: release?.toISOString() ?? null,
    expires: expires?.toISOString() ?? null,
    // The chunks of a part, joined, are its markdown.
    markdown: chunks.map(({ text }) => text).join(''),
    chunks: chunks.map(({ text: _, ...chunk }) => chunk),
  }
}
