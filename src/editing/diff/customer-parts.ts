import type { Database, Store } from '../../db/index.ts'
import type { Lang } from '../../text/types.ts'

/** The text of an article, or of a block of it, that customers may read within its window. */
export type CustomerPart = {
  article: string
  part: number
  lang: Lang
  title: string
  asks: string[]
  path: string
  rev: string
  /** ISO instants; null: none. */
  release: string | null
  expires: string | null
  markdown: string
  /** All else that an answer can follow from: module, tags, review date, translation, place. */
  more: string
}

/** All of them, released or not, as they were compiled into the index: what customers are or will be told. */
export async function readCustomerParts(db: Database): Promise<CustomerPart[]> {
  const stores = ['customer', 'embargo'] satisfies Store[]
  return db.read('index', async (sql) => {
    const parts: CustomerPart[] = []
    for (const store of stores) {
      const rows = await sql<(Omit<CustomerPart, 'release' | 'expires'> & Window)[]>`
        select article.id as article, part, lang, title, asks, path, rev, release, expires,
          (select coalesce(string_agg(chunk.text, '' order by chunk.piece), '') from ${sql(store)}.chunk
            where chunk.article = article.key) as markdown,
          jsonb_build_array(module, tags, review_by, supersedes, translation_of, after)::text as more
        from ${sql(store)}.article
        where audience = 'customer'
      `
      for (const { release, expires, ...row } of rows) {
        parts.push({
          ...row,
          release: release?.toISOString() ?? null,
          expires: expires?.toISOString() ?? null,
        })
      }
    }
    return parts.sort((a, b) => order(a.article, b.article) || a.part - b.part)
  })
}

type Window = { release: Date | null; expires: Date | null }

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Equal where nothing differs that a customer who may read the part can be told of it, or find it by. */
export function partForm({ article, part, lang, title, asks, rev, more }: CustomerPart): string {
  return JSON.stringify([article, part, lang, title, asks, rev, more])
}
