import { isVisible, type Store, type TransactionSql } from '../db/index.ts'
import type { QueryTerm } from './query-terms.ts'
import type { Ranked } from './rank-candidates.ts'
import type { Passage } from './types.ts'

type Row = Omit<Passage, 'rank' | 'score' | 'why'> & { chunk: number; matched: number[] }

/** The text of ranked chunks, in their order. One that has become invisible meanwhile is left out. */
export async function fetchPassages(
  sql: TransactionSql,
  ranked: readonly Ranked[],
  terms: readonly QueryTerm[],
): Promise<Passage[]> {
  const words = new Map(
    terms.filter(({ view }) => view === 'word').map(({ key, text }) => [key, text]),
  )
  const rows = new Map<string, Row>()
  for (const store of new Set(ranked.map((one) => one.store))) {
    const chunks = ranked.filter((one) => one.store === store).map((one) => one.chunk)
    for (const row of await fetchRows(sql, store, chunks, [...words.keys()]))
      rows.set(`${store}:${row.chunk}`, row)
  }
  const passages: Passage[] = []
  for (const one of ranked) {
    const row = rows.get(`${one.store}:${one.chunk}`)
    if (!row) continue
    const { chunk: _chunk, matched, ...passage } = row
    const found = [...words].filter(([key]) => matched.includes(key)).map(([, text]) => text)
    passages.push({
      ...passage,
      rank: passages.length + 1,
      score: one.score,
      why: { terms: [...new Set(found)], lanes: { ...one.lanes } },
    })
  }
  return passages
}

function fetchRows(
  sql: TransactionSql,
  store: Store,
  chunks: readonly number[],
  keys: readonly number[],
): Promise<Row[]> {
  return sql<Row[]>`
    select chunk.key as chunk, chunk.id as "chunkId", article.id as "articleId", article.title, article.lang,
      article.audience, chunk.headings, chunk.text, chunk.start_offset as start, chunk.end_offset as "end",
      chunk.line, article.rev, chunk.is_standard_reply as "isStandardReply",
      coalesce(article.review_by < (desk_now() at time zone 'UTC')::date, false) as "isStale", article.module,
      array(select key from unnest(gram.terms) as key where key = any(${[...keys]}::int[])) as matched
    from ${sql(store)}.chunk
    join ${sql(store)}.article on article.key = chunk.article
    join ${sql(store)}.gram on gram.chunk = chunk.key
    where chunk.key = any(${[...chunks]}::int[]) and ${isVisible(sql)}
  `
}
