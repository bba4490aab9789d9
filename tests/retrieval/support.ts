import { type Article, type Audience, compileText } from '../../src/articles/index.ts'
import { type Database, STORES } from '../../src/db/index.ts'
import { applyArticles } from '../../src/indexing/apply-articles.ts'
import type { Query } from '../../src/retrieval/index.ts'
import { detectLanguage } from '../../src/text/language.ts'

type Draft = {
  title?: string
  asks?: string[]
  audience?: Audience
  release?: string
  expires?: string
}

/** A published article with one part. */
export function articleOf(id: string, text: string, draft: Draft = {}): Article {
  const { title = id, asks = [], audience = 'customer', release = null, expires = null } = draft
  const lang = detectLanguage(`${title}\n${text}`)
  const article = compileText({ id, path: `${id}.md`, audience, title, lang, asks, source: text })
  return {
    ...article,
    release,
    expires,
    parts: article.parts.map((part) => ({ ...part, release, expires })),
  }
}

/** Stores articles as the index does, as seen at `now`. */
export async function store(db: Database, articles: Article[], now = new Date()): Promise<void> {
  await db.write('index', (sql) =>
    applyArticles(sql, { articles, dropped: [], isFull: false, isFirstLoad: false }, now),
  )
}

export async function drop(db: Database, ids: string[]): Promise<void> {
  await db.write('index', (sql) =>
    applyArticles(
      sql,
      { articles: [], dropped: ids, isFull: false, isFirstLoad: false },
      new Date(),
    ),
  )
}

export async function dropAll(db: Database): Promise<void> {
  const ids = await db.read('index', async (sql) => {
    const found: string[] = []
    for (const name of STORES) {
      const rows = await sql<{ id: string }[]>`select id from ${sql(name)}.article`
      found.push(...rows.map((row) => row.id))
    }
    return [...new Set(found)]
  })
  await drop(db, ids)
}

export function ask(text: string, context: string[] = []): Query {
  return { text, context, lang: detectLanguage(text) }
}

/** The statistics of a store as they count, term by term. */
export function statisticsOf(db: Database, name: string): Promise<unknown> {
  return db.read('index', async (sql) => ({
    terms: await sql`
      select term, sum(chunks)::int as chunks from ${sql(name)}.term
      group by term having sum(chunks) <> 0 order by term
    `,
    extent: await sql`
      select coalesce(sum(chunks), 0)::int as chunks, round(coalesce(sum(length), 0))::int as length,
        coalesce(sum(titled), 0)::int as titled
      from ${sql(name)}.extent
    `,
    postings: await sql`select term, chunk from ${sql(name)}.posting order by term, chunk`,
  }))
}
