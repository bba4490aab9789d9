import type { Database } from '../../src/db/index.ts'
import { readArticle } from '../../src/indexing/read-articles.ts'

/** What a customer may read of an article now. */
export type Source = {
  /** Its parts; a citation's offsets are into one of them. */
  parts: string[]
  /** The wording to be used with customers; empty where the article has none. */
  standardReply: string
}

/** Undefined where there is no such article, which is also what a hidden one is. */
export type ReadSource = (article: string) => Promise<Source | undefined>

/** Reads articles as a customer may now, each once. */
export function readAsCustomer(db: Database): ReadSource {
  const known = new Map<string, Source | undefined>()
  return async (id) => {
    if (!known.has(id)) known.set(id, await readSource(db, id))
    return known.get(id)
  }
}

async function readSource(db: Database, id: string): Promise<Source | undefined> {
  const article = await db.read('customer', (sql) => readArticle(sql, 'customer', id))
  if (article === undefined) return undefined
  const replies = article.parts.flatMap(({ markdown, chunks }) =>
    chunks
      .filter((chunk) => chunk.isStandardReply)
      .map(({ start, end }) => markdown.slice(start, end)),
  )
  return {
    parts: article.parts.map(({ markdown }) => markdown),
    standardReply: replies.join('\n').replaceAll(/^#.*$/gm, ''),
  }
}
