import { type Article, compileText } from '../src/articles/index.ts'
import type { Database } from '../src/db/index.ts'
import { applyArticles } from '../src/indexing/apply-articles.ts'
import { finishPostings, startLoad } from '../src/retrieval/index.ts'
import { detectLanguage } from '../src/text/language.ts'
import type { CorpusRow } from './read-cases.ts'

/** Stands where a row has no title: an article must have one, and this has no word in it. */
const NO_TITLE = '—'
const ROWS_AT_ONCE = 300

/** Puts rows into the customer store, each as the published article that its text would be in a knowledge folder. */
export async function indexCorpus(
  db: Database,
  corpus: readonly CorpusRow[],
  onProgress?: (done: number, total: number) => void,
): Promise<{ chunks: number; seconds: number }> {
  const started = performance.now()
  const now = new Date()
  let chunks = 0
  await db.write('index', async (sql) => {
    await startLoad(sql, 'customer')
    for (let from = 0; from < corpus.length; from += ROWS_AT_ONCE) {
      const articles = corpus.slice(from, from + ROWS_AT_ONCE).map(toArticle)
      const swap = { articles, dropped: [], isFull: true, isFirstLoad: true }
      chunks += await applyArticles(sql, swap, now)
      onProgress?.(Math.min(from + ROWS_AT_ONCE, corpus.length), corpus.length)
    }
    await finishPostings(sql, 'customer')
  })
  await db.maintain()
  return { chunks, seconds: (performance.now() - started) / 1000 }
}

function toArticle(row: CorpusRow): Article {
  // PostgreSQL stores neither NUL nor half a surrogate pair; a knowledge folder refuses them in a file.
  const text = row.text.replaceAll('\0', ' ').toWellFormed()
  return compileText({
    id: row.id,
    path: row.id,
    audience: 'customer',
    title: row.title?.replaceAll('\0', ' ').trim() || NO_TITLE,
    lang: row.lang ?? detectLanguage(text),
    source: text,
  })
}
