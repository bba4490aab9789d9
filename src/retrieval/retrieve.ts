import type { Audience } from '../articles/types.ts'
import { audiencesOf, type Database, type TransactionSql } from '../db/index.ts'
import { estimateConfidence } from './confidence.ts'
import { type FetchedPassage, fetchPassages } from './fetch-passages.ts'
import { findCandidates, findReleased } from './find-candidates.ts'
import { planSearch } from './plan-search.ts'
import { type QueryTerm, queryTerms } from './query-terms.ts'
import { type Ranked, rankCandidates } from './rank-candidates.ts'
import { inverseFrequency, readStatistics, type Statistics } from './statistics.ts'
import type { Passage, Query, Retrieval } from './types.ts'

export type ReadingRole = 'customer' | 'agent' | 'lead'

export type RetrieveOptions = {
  /** Passages wanted, at most. */
  top: number
  /** Only text of these audiences; all that the role may read when left out. */
  audiences?: readonly Audience[]
  /** At most this many passages of one article; without it the best passages win, wherever they stand. */
  perArticle?: number
  signal?: AbortSignal | undefined
}

/** Chunks that are ranked here, after the database has chosen them. */
const MIN_RANKED = 50

/** The passages that answer the query best, among all that the role may read now, and how sure we are of the first. */
export async function retrieve(
  db: Database,
  role: ReadingRole,
  query: Query,
  options: RetrieveOptions,
): Promise<Retrieval> {
  options.signal?.throwIfAborted()
  const terms = queryTerms(query)
  const audiences = audiencesOf(role).filter((one) => options.audiences?.includes(one) ?? true)
  return db.read(role, async (sql) => {
    const [generation, statistics] = await Promise.all([
      readGeneration(sql, audiencesOf(role)),
      readStatistics(sql, audiences, terms),
    ])
    const plan = planSearch(terms, statistics)
    if (plan === null) return { query, passages: [], confidence: 0, generation }
    const limit = Math.max(MIN_RANKED, options.top * (options.perArticle === undefined ? 1 : 5))
    const candidates = await Promise.all([
      findReleased(sql, audiences, plan),
      ...audiences.map((store) => findCandidates(sql, store, plan, limit)),
    ])
    const ranked = selectPassages(rankCandidates(candidates.flat()), options)
    const passages = await fetchPassages(sql, ranked, terms)
    const coverage = passages[0] ? coverageOf(passages[0], terms, statistics) : 0
    const confidence = passages[0] ? estimateConfidence({ coverage }, query.lang) : 0
    return { query, passages: passages.map(withoutKeys), confidence, generation }
  })
}

function selectPassages(ranked: readonly Ranked[], { top, perArticle }: RetrieveOptions): Ranked[] {
  if (perArticle === undefined) return ranked.slice(0, top)
  const taken = new Map<string, number>()
  const selected: Ranked[] = []
  for (const one of ranked) {
    const count = taken.get(one.articleId) ?? 0
    if (count >= perArticle) continue
    taken.set(one.articleId, count + 1)
    selected.push(one)
    if (selected.length === top) break
  }
  return selected
}

/** Counts the changes of what these audiences may read; it does not move when hidden text changes. */
async function readGeneration(
  sql: TransactionSql,
  audiences: readonly Audience[],
): Promise<number> {
  const [row] = await sql<{ generation: number }[]>`
    select count(*)::int as generation
    from app.change
    where audience = any(${[...audiences]}::text[]) and at <= desk_now()
  `
  return row?.generation ?? 0
}

function coverageOf(
  passage: FetchedPassage,
  terms: readonly QueryTerm[],
  statistics: Statistics,
): number {
  let [covered, whole] = [0, 0]
  for (const term of terms) {
    if (term.view !== 'word' || term.isStop || !term.isOwn) continue
    const value = inverseFrequency(statistics, term.key)
    whole += value
    if (passage.matched.has(term.key)) covered += value
  }
  return whole === 0 ? 0 : covered / whole
}

function withoutKeys({ matched: _matched, ...passage }: FetchedPassage): Passage {
  return passage
}
