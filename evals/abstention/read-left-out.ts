import type { Database } from '../../src/db/index.ts'
import type { LeftOut } from '../../src/retrieval/leave-out.ts'

type Counts = { chunks: number; keys: number[] }

/** Reads what has to be subtracted for articles to be as if never indexed. Each article is read once. */
export class LeftOutReader {
  private readonly known = new Map<string, Counts>()

  private readonly db: Database

  constructor(db: Database) {
    this.db = db
  }

  async read(articles: ReadonlySet<string>): Promise<LeftOut> {
    await this.load([...articles].filter((id) => !this.known.has(id)))
    const frequencies = new Map<number, number>()
    let chunks = 0
    for (const id of articles) {
      const counts = this.known.get(id)
      chunks += counts?.chunks ?? 0
      for (const key of counts?.keys ?? []) frequencies.set(key, (frequencies.get(key) ?? 0) + 1)
    }
    return { articles, chunks, frequencies }
  }

  private async load(ids: string[]): Promise<void> {
    if (ids.length === 0) return
    for (const id of ids) this.known.set(id, { chunks: 0, keys: [] })
    const rows = await this.db.read(
      'customer',
      (sql) => sql<{ id: string; terms: number[]; grams: string }[]>`
        select article.id, gram.terms, gram.grams::text as grams
        from customer.article
        join customer.chunk on chunk.article = article.key
        join customer.gram on gram.chunk = chunk.key
        where article.id = any(${ids}::text[])
      `,
    )
    for (const { id, terms, grams } of rows) {
      const counts = this.known.get(id) as Counts
      counts.chunks++
      for (const key of [...terms, ...keysOf(grams)]) counts.keys.push(key)
    }
  }
}

/** A sparse vector gives its keys only as text: `{3:1.5,8:2}/1000000000`. */
function keysOf(vector: string): number[] {
  const pairs = vector.slice(1, vector.indexOf('}'))
  return pairs === '' ? [] : pairs.split(',').map((pair) => Number.parseInt(pair, 10))
}
