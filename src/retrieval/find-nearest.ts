import type { Audience } from '../articles/types.ts'
import { isVisible, type Store, type TransactionSql } from '../db/index.ts'
import type { Candidate } from './find-candidates.ts'

/** A question as the model whose vectors are in service sees it. */
export type QueryVector = { generation: number; values: Float32Array }

/** The vectors that searches go by. */
export type Serving = {
  key: number
  id: string
  dimensions: number
  kind: 'vector' | 'halfvec'
  /** Stores in which all but a few chunks have one. */
  whole: Audience[]
}

/** Where one question is looked up by meaning, in one transaction. */
export type VectorSearch = { serving: Serving; stores: Audience[]; values: Float32Array }

/** A chunk near the question: cosine similarity, 1 for the same direction. */
export type Nearest = Pick<
  Candidate,
  'store' | 'chunk' | 'article' | 'articleId' | 'family' | 'piece' | 'ways'
> & { similarity: number }

/** Chunks taken from each store. */
const NEAREST = 50
/**
 * How many the graph keeps in sight; it goes on from there while too few of what it finds may be told. Recall at 10
 * against the exact order with nine of ten rows hidden: see evals/scale/measure-vectors.ts.
 */
const EF_SEARCH = 120

/** Rows looked at for those that may be told: where the graph stops by itself. Without a limit it is not used at all. */
const MOST_SCANNED = 20_000

/** What is in service, as far as a reader of these audiences may know; null without any vectors. */
export async function readServing(
  sql: TransactionSql,
  audiences: readonly Audience[] = [],
): Promise<Serving | null> {
  const whole = audiences.map((audience) => sql`, ${sql(`${audience}_whole`)}`)
  const [row] = await sql<(Omit<Serving, 'whole'> & Record<string, unknown>)[]>`
    select key, id, dimensions, kind ${whole.length === 0 ? sql`` : whole}
    from app.embedding_model
    where state = 'serving'
  `
  if (!row) return null
  const { key, id, dimensions, kind } = row
  return {
    ...{ key, id, dimensions, kind },
    whole: audiences.filter((audience) => row[`${audience}_whole`] === true),
  }
}

/** Null where the vectors have changed since the question was embedded. */
export function searchIn(serving: Serving | null, vector: QueryVector): VectorSearch | null {
  if (serving?.key !== vector.generation) return null
  return { serving, stores: serving.whole, values: vector.values }
}

/**
 * The chunks nearest to the question in each store whose vectors are whole, and among embargoed text whose time has come;
 * the nearest of each first. What may not be told now is passed over inside the query, so it takes no place.
 */
export async function findNearest(
  sql: TransactionSql,
  search: VectorSearch,
  audiences: readonly Audience[],
): Promise<Nearest[]> {
  await sql`
    select set_config('hnsw.ef_search', ${String(EF_SEARCH)}, true),
      set_config('hnsw.iterative_scan', 'relaxed_order', true)
  `
  const found = await Promise.all([
    ...search.stores.map((store) => nearestIn(sql, store, search)),
    nearestReleased(sql, audiences, search),
  ])
  return found.flat().sort((a, b) => b.similarity - a.similarity || a.chunk - b.chunk)
}

async function nearestIn(
  sql: TransactionSql,
  store: Audience,
  search: VectorSearch,
): Promise<Nearest[]> {
  const rows = await sql<Omit<Nearest, 'store'>[]>`${nearestQuery(sql, store, search)}`
  return rows.map((row) => ({ store, ...row }))
}

/** The lateral join keeps the order of the graph and asks of each row in turn whether it may be told. */
export function nearestQuery(sql: TransactionSql, store: Audience, search: VectorSearch) {
  return sql`
    select near.chunk, told.article, told."articleId", told.family, told.piece, told.ways,
      -near.distance as similarity
    from (
      select chunk, embedding <#> ${literal(sql, search)} as distance
      from ${table(sql, store, search)}
      order by distance
      limit ${MOST_SCANNED}
    ) as near
    cross join lateral (
      select ${columns(sql)}
      from ${sql(store)}.chunk
      join ${sql(store)}.article on article.key = chunk.article
      where chunk.key = near.chunk and ${isVisible(sql)}
      limit 1
    ) as told
    order by near.distance
    limit ${NEAREST}
  `
}

async function nearestReleased(
  sql: TransactionSql,
  audiences: readonly Audience[],
  search: VectorSearch,
): Promise<Nearest[]> {
  const rows = await sql<Omit<Nearest, 'store'>[]>`
    with released as materialized (
      select chunk.key as chunk, ${columns(sql)}
      from embargo.article
      join embargo.chunk on chunk.article = article.key
      where article.audience = any(${[...audiences]}::text[])
        and article.release <= desk_now() and ${isVisible(sql)}
    )
    select released.*, -(near.embedding <#> ${literal(sql, search)}) as similarity
    from released
    join ${table(sql, 'embargo', search)} near on near.chunk = released.chunk
    order by similarity desc
    limit ${NEAREST}
  `
  return rows.map((row) => ({ store: 'embargo', ...row }))
}

/** How near these chunks are, by `store:chunk`; one that has no vector is left out. */
export async function similaritiesOf(
  sql: TransactionSql,
  search: VectorSearch,
  chunks: readonly Pick<Candidate, 'store' | 'chunk'>[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const store of new Set(chunks.map((one) => one.store))) {
    if (store !== 'embargo' && !search.stores.includes(store)) continue
    const keys = chunks.filter((one) => one.store === store).map((one) => one.chunk)
    const rows = await sql<{ chunk: number; similarity: number }[]>`
      select chunk, -(embedding <#> ${literal(sql, search)}) as similarity
      from ${table(sql, store, search)}
      where chunk = any(${keys}::int[])
    `
    for (const { chunk, similarity } of rows) found.set(`${store}:${chunk}`, similarity)
  }
  return found
}

function table(sql: TransactionSql, store: Store, { serving }: VectorSearch) {
  return sql(`${store}.vector_${serving.key}`)
}

function literal(sql: TransactionSql, { serving, values }: VectorSearch) {
  const text = `[${Array.from(values, (value) => value.toPrecision(7)).join(',')}]`
  return serving.kind === 'vector' ? sql`${text}::vector` : sql`${text}::halfvec`
}

function columns(sql: TransactionSql) {
  return sql`
    article.key as article, article.id as "articleId",
    coalesce(article.translation_of, article.id) as family, chunk.piece,
    article.title || article.asks || chunk.headings[cardinality(chunk.headings):] as ways
  `
}
