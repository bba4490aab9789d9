import type { Audience } from '../articles/types.ts'
import { audiencesOf, type Database, type TransactionSql } from '../db/index.ts'
import { similarityTo } from './ask-similarity.ts'
import { collapseDuplicates, type Likeness } from './collapse-duplicates.ts'
import { estimateConfidence } from './confidence.ts'
import {
  type ConfidenceFeatures,
  confidenceFeatures,
  type RankedArticle,
} from './confidence-features.ts'
import { correctSpelling } from './correct-spelling.ts'
import { fetchPassages } from './fetch-passages.ts'
import { findCandidates, findReleased } from './find-candidates.ts'
import { fuseLanes, nearestOnly } from './fuse-lanes.ts'
import { type LeftOut, withoutLeftOut } from './leave-out.ts'
import { planSearch } from './plan-search.ts'
import { type QueryTerm, queryTerms } from './query-terms.ts'
import { type Ranked, rankCandidates } from './rank-candidates.ts'
import { inLearnedOrder, rankSignalOf } from './rank-signal.ts'
import { searchModelsOf } from './search-models.ts'
import { nearResult, searchNear } from './search-near.ts'
import { idealScore, readStatistics, type Statistics } from './statistics.ts'
import type { Passage, Query, Retrieval } from './types.ts'

export type ReadingRole = 'customer' | 'agent' | 'lead'

export type RetrieveOptions = {
  /** Passages wanted, at most. */
  top: number
  /** Only text of these audiences; all that the role may read when left out. */
  audiences?: readonly Audience[]
  /** At most this many passages of one article; without it the best passages win, wherever they stand. */
  perArticle?: number
  /**
   * How alike two passages of different articles must be for one of them to be left out. Default: the same text;
   * nothing where `perArticle` says that articles are wanted, as they may differ in all the rest.
   */
  collapse?: Likeness
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
  const features = statistics && judgeFirst(passages, articles, terms, statistics)
  const confidence = features ? estimateConfidence(features, query.lang) : 0
  // Feedback puts what was found into another order; how sure we are that it answers stays as found.
  const ordered = inLearnedOrder(passages, query.text, rankSignalOf(db))
  return { query, passages: ordered, confidence, generation }
}

/** The features of the first passage among what was found; null where nothing was. */
export function judgeFirst(
  passages: readonly Passage[],
  articles: readonly RankedArticle[],
  terms: readonly QueryTerm[],
  statistics: Statistics,
): ConfidenceFeatures | null {
  const first = passages[0]
  return first ? confidenceFeatures(first, articles, terms, statistics) : null
}

/** What `retrieve` found, before it is judged. */
export type Found = {
  generation: number
  passages: Passage[]
  /** The articles that were ranked, each with its best score, best first. */
  articles: RankedArticle[]
  terms: readonly QueryTerm[]
  /** Null when the store knows no term of the query. */
  statistics: Statistics | null
}

/** Looks the query up. Its own function so that the confidence can be fitted on what it finds; `leftOut` is for that alone. */
export async function search(
  db: Database,
  role: ReadingRole,
  query: Query,
  options: RetrieveOptions,
  leftOut?: LeftOut,
): Promise<Found> {
  options.signal?.throwIfAborted()
  const asked = queryTerms(query)
  const audiences = audiencesOf(role).filter((one) => options.audiences?.includes(one) ?? true)
  const { dense, rerank } = searchModelsOf(db)
  // Before the transaction: inside one nothing but the database is waited for.
  const vector = dense && asked.length > 0 ? await dense.embed(db, query) : null
  const depth = Math.max(options.top, rerank?.depth ?? 0)
  const found = await db.read(role, async (sql) => {
    const [generation, counted] = await Promise.all([
      readGeneration(sql, audiencesOf(role)),
      readStatistics(sql, audiences, asked),
    ])
    const { terms, statistics } = await correctSpelling(
      sql,
      audiences,
      asked,
      leftOut ? withoutLeftOut(counted, leftOut) : counted,
    )
    const plan = planSearch(terms, statistics)
    if (plan === null) return { generation, passages: [], articles: [], terms, statistics: null }
    const wanted = options.top * (options.perArticle === undefined ? 1 : 5)
    const limit = Math.max(MIN_RANKED, wanted) + (leftOut?.chunks ?? 0)
    const [near, ...found] = await Promise.all([
      dense ? searchNear(sql, dense, vector, audiences) : null,
      findReleased(sql, audiences, plan),
      ...audiences.map((store) => findCandidates(sql, store, plan, limit)),
    ])
    const lexical = found.flat()
    const all = near ? [...lexical, ...nearestOnly(lexical, near.nearest)] : lexical
    const candidates = all.filter(({ articleId }) => !leftOut?.articles.has(articleId))
    const ideal = idealScore(statistics, terms)
    const byWords = rankCandidates(candidates, similarityTo(query.text, terms, statistics), ideal)
    const ranked = near ? fuseLanes(byWords, await nearResult(sql, near, lexical), ideal) : byWords
    const selected = selectPassages(ranked, { ...options, top: depth + SPARE })
    const passages = await fetchPassages(sql, selected, terms)
    return { generation, passages, articles: bestPerArticle(ranked), terms, statistics }
  })
  const likeness = options.collapse ?? (options.perArticle === undefined ? 'same' : null)
  const distinct = likeness ? collapseDuplicates(found.passages, likeness) : found.passages
  const ordered = rerank
    ? await rerank.rerank(query, distinct.slice(0, depth), options.signal)
    : distinct
  return { ...found, passages: ordered.slice(0, options.top) }
}

/** Passages fetched beyond those wanted, to stand in for duplicates. */
const SPARE = 4

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

function bestPerArticle(ranked: readonly Ranked[]): RankedArticle[] {
  const best = new Map<string, RankedArticle>()
  for (const { articleId, family, score, ways } of ranked) {
    if (!best.has(articleId)) best.set(articleId, { articleId, family, score, ways })
  }
  return [...best.values()]
}
