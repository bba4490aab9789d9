import type { Database } from '../../src/db/index.ts'
import { readArticle } from '../../src/indexing/read-articles.ts'
import type { ReadSource } from './find-faults.ts'

/** Reads articles as a customer may now, each once. */
export function readAsCustomer(db: Database): ReadSource {
  const known = new Map<string, string | undefined>()
  return async (id) => {
    if (!known.has(id)) {
      const article = await db.read('customer', (sql) => readArticle(sql, 'customer', id))
      // Offsets of a citation are into the part it cites, which is the article's own text.
      known.set(id, article?.parts[0]?.markdown)
    }
    return known.get(id)
  }
}
