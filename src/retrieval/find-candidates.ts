import type { Audience } from '../articles/types.ts'
import { isVisible, type Store, type TransactionSql } from '../db/index.ts'
import type { SearchPlan } from './plan-search.ts'
import { BM25 } from './weights.ts'

/** A chunk that some term of the query stands in, with the parts of its score. */
export type Candidate = {
  store: Store
  chunk: number
  article: number
  articleId: string
  /** The id of the article that it and its counterparts in other languages translate. */
  family: string
  piece: number
  /** The ways to ask for it: the article's title, its asks and the chunk's own heading. */
  ways: string[]
  /** BM25 over the term views. */
  terms: number
  /** The finer features. */
  grams: number
}

/** Stand in for chunks that expired within the last minute: later they are in no store that is searched. */
const SPARE = 15
/** Postings read of one term, should a query consist of nothing but the most frequent words of a big store. */
const MAX_POSTINGS = 30_000

/**
 * The best chunks of one store by the query's terms, rescored by its features, best first. The visibility of each is checked here,
 * besides the row policies, so that nothing else is ever ranked.
 */
export async function findCandidates(
  sql: TransactionSql,
  store: Exclude<Store, 'embargo'>,
  plan: SearchPlan,
  limit: number,
): Promise<Candidate[]> {
  if (plan.light.keys.length === 0) return []
  const rows = await candidatesQuery(sql, store, plan, limit)
  return rows.map((row) => steady({ store, ...row }))
}

/** The query of `findCandidates`, for its plan to be looked at too. */
export function candidatesQuery(
  sql: TransactionSql,
  store: Exclude<Store, 'embargo'>,
  plan: SearchPlan,
  limit: number,
) {
  return sql<Omit<Candidate, 'store'>[]>`
    with found as materialized (
      select posting.chunk, sum(${termScore(sql)}) as score
      from unnest(${plan.light.keys}::int[], ${plan.light.weights}::real[], ${plan.light.slopes}::real[])
        as term (key, weight, slope)
      cross join lateral (
        select chunk, frequency, length
        from ${sql(store)}.posting
        where posting.term = term.key
        limit ${MAX_POSTINGS}
      ) as posting
      group by posting.chunk
      order by score desc, posting.chunk
      limit ${plan.candidates}
    ),
    frequent as (
      select found.chunk, sum(${termScore(sql)}) as score
      from found
      cross join unnest(${plan.heavy.keys}::int[], ${plan.heavy.weights}::real[], ${plan.heavy.slopes}::real[])
        as term (key, weight, slope)
      cross join lateral (
        select frequency, length
        from ${sql(store)}.posting
        where posting.term = term.key and posting.chunk = found.chunk
        limit 1
      ) as posting
      group by found.chunk
    ),
    scored as materialized (
      select found.chunk, (found.score + coalesce(frequent.score, 0))::float8 as terms,
        (${gramScore(sql, plan)})::float8 as grams
      from found
      left join frequent on frequent.chunk = found.chunk
      join ${sql(store)}.gram on gram.chunk = found.chunk
    ),
    best as materialized (
      select * from scored order by terms + grams desc, chunk limit ${limit + SPARE}
    )
    select best.chunk, article.key as article, article.id as "articleId",
      ${family(sql)} as family, chunk.piece, ${waysToAsk(sql)} as ways, best.terms, best.grams
    from best
    join ${sql(store)}.chunk on chunk.key = best.chunk
    join ${sql(store)}.article on article.key = chunk.article
    where ${isVisible(sql)}
    order by best.terms + best.grams desc, best.chunk
    limit ${limit}
  `
}

/**
 * Embargoed text whose time has come, before the next index run moves it. It is reached by the range of its release,
 * term by term for each chunk: postings of text that is still embargoed are not touched.
 */
export async function findReleased(
  sql: TransactionSql,
  audiences: readonly Audience[],
  plan: SearchPlan,
): Promise<Candidate[]> {
  const rows = await sql<Omit<Candidate, 'store'>[]>`
    with released as materialized (
      select chunk.key, chunk.piece, article.key as article, article.id as "articleId",
        ${family(sql)} as family, ${waysToAsk(sql)} as ways
      from embargo.article
      join embargo.chunk on chunk.article = article.key
      where article.audience = any(${[...audiences]}::text[])
        and article.release <= desk_now() and ${isVisible(sql)}
    )
    select released.key as chunk, released.article, released."articleId", released.family, released.piece,
      released.ways, sum(${termScore(sql)})::float8 as terms, min(${gramScore(sql, plan)}) as grams
    from released
    cross join unnest(${plan.all.keys}::int[], ${plan.all.weights}::real[], ${plan.all.slopes}::real[]) as term (key, weight, slope)
    cross join lateral (
      select frequency, length
      from embargo.posting
      where posting.term = term.key and posting.chunk = released.key
      limit 1
    ) as posting
    join embargo.gram on gram.chunk = released.key
    group by released.key, released.article, released."articleId", released.family, released.piece,
      released.ways
  `
  return rows.map((row) => steady({ store: 'embargo', ...row }))
}

/**
 * Sums come in whatever order a plan has, and plans differ from call to call: what differs behind the sixth digit
 * is chance, and must not make two answers differ that are the same.
 */
function steady(candidate: Candidate): Candidate {
  const round = (score: number) => Math.round(score * 1e6) / 1e6
  return { ...candidate, terms: round(candidate.terms), grams: round(candidate.grams) }
}

/** BM25 of one posting, its inverse document frequency already in the weight; summed in double precision. */
function termScore(sql: TransactionSql) {
  const base = BM25.k1 * (1 - BM25.b)
  return sql`(
    term.weight * posting.frequency / (posting.frequency + ${base}::real + term.slope * posting.length)
  )::float8`
}

function gramScore(sql: TransactionSql, plan: SearchPlan) {
  const base = 1 - BM25.gramB
  const slope = BM25.gramB / plan.meanLength
  return sql`
    -(gram.grams <#> ${plan.grams}::sparsevec) / (${base}::real + ${slope}::real * gram.length)
  `
}

function waysToAsk(sql: TransactionSql) {
  return sql`article.title || article.asks || chunk.headings[cardinality(chunk.headings):]`
}

function family(sql: TransactionSql) {
  return sql`coalesce(article.translation_of, article.id)`
}
