import { finished } from 'node:stream/promises'
import { isVisible, type Store, type TransactionSql } from '../db/index.ts'
import { encodeVectors, type LoadRow } from './embed-encode.ts'
import type { Generation } from './embed-generations.ts'

/** Whose text may be embedded. */
export type EmbeddingScope = 'customer' | 'agent' | 'all'

type Audience = 'customer' | 'agent' | 'internal'

const AUDIENCES: Record<EmbeddingScope, readonly Audience[]> = {
  customer: ['customer'],
  agent: ['customer', 'agent'],
  all: ['customer', 'agent', 'internal'],
}

/** Stores that may hold text of the scope, the most read first. */
export function storesOf(scope: EmbeddingScope): Store[] {
  return [...AUDIENCES[scope], 'embargo']
}

/** Unless the scope is all: text that its audience may read at this moment, and nothing else. */
function isInScope(sql: TransactionSql, scope: EmbeddingScope) {
  if (scope === 'all') return sql`true`
  return sql`(${isVisible(sql)} and article.audience = any(${[...AUDIENCES[scope]]}::text[]))`
}

function vectors(sql: TransactionSql, store: Store, generation: Generation) {
  return sql(`${store}.vector_${generation.key}`)
}

/** How many chunks of a store may have a vector, and how many of them have none. */
export async function countMissing(
  sql: TransactionSql,
  store: Store,
  generation: Generation,
  scope: EmbeddingScope,
): Promise<{ all: number; missing: number }> {
  const [row] = await sql<{ all: number; missing: number }[]>`
    select count(*)::int as "all", (count(*) filter (where vector.chunk is null))::int as missing
    from ${sql(store)}.chunk
    join ${sql(store)}.article on article.key = chunk.article
    left join ${vectors(sql, store, generation)} vector on vector.chunk = chunk.key
    where ${isInScope(sql, scope)}
  `
  return row ?? { all: 0, missing: 0 }
}

/** A chunk without a vector. */
export type MissingChunk = {
  key: number
  hash: Uint8Array
  text: string
  /** The vector of its text is known already. */
  isCached: boolean
}

/** Chunks of a store that have no vector yet, in the order of their keys, from behind the key `after` on. */
export function readMissing(
  sql: TransactionSql,
  store: Store,
  generation: Generation | null,
  scope: EmbeddingScope,
  { after, limit }: { after: number; limit: number },
): Promise<MissingChunk[]> {
  const hasVector = generation
    ? sql`exists (select from ${vectors(sql, store, generation)} vector where vector.chunk = chunk.key)`
    : sql`false`
  return sql<MissingChunk[]>`
    select found.key, found.hash, found.text, cached.hash is not null as "isCached"
    from (
      select chunk.key, app.embedding_hash(article.title, chunk.headings, chunk.text) as hash,
        app.embedding_text(article.title, chunk.headings, chunk.text) as text
      from ${sql(store)}.chunk
      join ${sql(store)}.article on article.key = chunk.article
      where chunk.key > ${after} and ${isInScope(sql, scope)} and not ${hasVector}
      order by chunk.key
      limit ${limit}
    ) as found
    left join app.embedding_cache cached
      on cached.model = ${generation?.key ?? 0} and cached.hash = found.hash
    order by found.key
  `
}

/** Gives these chunks the vectors that are known for their texts. */
export async function fillFromCache(
  sql: TransactionSql,
  store: Store,
  generation: Generation,
  chunks: readonly number[],
): Promise<void> {
  const kind = generation.kind === 'vector' ? sql`vector` : sql`halfvec`
  await sql`
    insert into ${vectors(sql, store, generation)} (chunk, embedding)
    select chunk.key, cached.embedding::${kind}
    from ${sql(store)}.chunk
    join ${sql(store)}.article on article.key = chunk.article
    join app.embedding_cache cached on cached.model = ${generation.key}
      and cached.hash = app.embedding_hash(article.title, chunk.headings, chunk.text)
    where chunk.key = any(${[...chunks]}::int[])
    on conflict do nothing
  `
}

/** Keeps what a model made of some texts. */
export async function writeCache(
  sql: TransactionSql,
  generation: Generation,
  rows: readonly LoadRow[],
): Promise<void> {
  const copy = await sql`copy app.embedding_load from stdin with (format binary)`.writable()
  copy.end(encodeVectors(rows))
  await finished(copy)
  await sql`
    insert into app.embedding_cache (model, hash, embedding)
    select ${generation.key}::int, hash, embedding::halfvec from app.embedding_load
    on conflict do nothing
  `
  await sql`delete from app.embedding_load`
}

/** Forgets what was made of texts that no chunk has any more, once that is more than half of the cache. */
export async function pruneCache(
  sql: TransactionSql,
  generation: Generation,
  spare = KEPT_SPARE,
): Promise<void> {
  const [row] = await sql<{ cached: number; chunks: number }[]>`
    select (select count(*) from app.embedding_cache where model = ${generation.key})::int as cached,
      (${countChunks(sql)})::int as chunks
  `
  if (!row || row.cached <= 2 * row.chunks + spare) return
  await sql`
    delete from app.embedding_cache
    where model = ${generation.key} and hash not in (${allHashes(sql)})
  `
}

/** So many may always stay: what was taken out often comes back. */
const KEPT_SPARE = 1_000

function countChunks(sql: TransactionSql) {
  return sql`
    (select count(*) from customer.chunk) + (select count(*) from agent.chunk)
    + (select count(*) from internal.chunk) + (select count(*) from embargo.chunk)
  `
}

function allHashes(sql: TransactionSql) {
  const ofStore = (store: Store) => sql`
    select app.embedding_hash(article.title, chunk.headings, chunk.text)
    from ${sql(store)}.chunk
    join ${sql(store)}.article on article.key = chunk.article
  `
  return sql`
    ${ofStore('customer')} union all ${ofStore('agent')}
    union all ${ofStore('internal')} union all ${ofStore('embargo')}
  `
}

/** Whether a store's search may go by vectors: all but a few of its chunks have one. */
export async function markWhole(
  sql: TransactionSql,
  store: Audience,
  generation: Generation,
  isWhole: boolean,
): Promise<void> {
  const column = sql(`${store}_whole`)
  await sql`
    update app.embedding_model set ${column} = ${isWhole}
    where key = ${generation.key} and ${column} <> ${isWhole}
  `
}
