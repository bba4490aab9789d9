import type { Audience } from '../articles/types.ts'
import { audiencesOf, type Database, type TransactionSql } from '../db/index.ts'
import { estimateConfidence } from './confidence.ts'
import { confidenceFeatures } from './confidence-features.ts'
import { fetchPassages } from './fetch-passages.ts'
import { findCandidates, findReleased } from './find-candidates.ts'
import { planSearch } from './plan-search.ts'
import { type QueryTerm, queryTerms } from './query-terms.ts'
import { type Ranked, rankCandidates } from './rank-candidates.ts'
import { readStatistics, type Statistics } from './statistics.ts'
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
  const { generation, passages, articles, terms, statistics } = await search(
    db,
    role,
    query,
    options,
  )
  const [first] = passages
  if (!first || !statistics) return { query, passages, confidence: 0, generation }
  const rivals = articles.filter(({ articleId }) => articleId !== first.articleId)
  const scores = rivals.map(({ score }) => score)
  const features = confidenceFeatures(first, scores, terms, statistics)
  return { query, passages, confidence: estimateConfidence(features, query.lang), generation }
}

/** What `retrieve` found, before it is judged. */
export type Found = {
  generation: number
  passages: Passage[]
  /** The articles that were ranked, each with its best score, best first. */
  articles: { articleId: string; score: number }[]
  terms: QueryTerm[]
  /** Null when the store knows no term of the query. */
  statistics: Statistics | null
}

/** Looks the query up. Its own function so that the confidence can be fitted on what it finds. */
export async function search(
  db: Database,
  role: ReadingRole,
  query: Query,
  options: RetrieveOptions,
): Promise<Found> {
  options.signal?.throwIfAborted()
  const terms = queryTerms(query)
  const audiences = audiencesOf(role).filter((one) => options.audiences?.includes(one) ?? true)
  return db.read(role, async (sql) => {
    const [generation, statistics] = await Promise.all([
      readGeneration(sql, audiencesOf(role)),
      readStatistics(sql, audiences, terms),
    ])
    const plan = planSearch(terms, statistics)
    if (plan === null) return { generation, passages: [], articles: [], terms, statistics: null }
    const limit = Math.max(MIN_RANKED, options.top * (options.perArticle === undefined ? 1 : 5))
    const candidates = await Promise.all([
      findReleased(sql, audiences, plan),
      ...audiences.map((store) => findCandidates(sql, store, plan, limit)),
    ])
    const ranked = rankCandidates(candidates.flat())
    const passages = await fetchPassages(sql, selectPassages(ranked, options), terms)
    return { generation, passages, articles: bestPerArticle(ranked), terms, statistics }
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

function bestPerArticle(ranked: readonly Ranked[]): { articleId: string; score: number }[] {
  const best = new Map<string, number>()
  for (const { articleId, score } of ranked) if (!best.has(articleId)) best.set(articleId, score)
  return [...best].map(([articleId, score]) => ({ articleId, score }))
}
