import type { Store, TransactionSql } from '../db/index.ts'
import type { QueryTerm } from './query-terms.ts'
import { isTermView } from './term-keys.ts'

/** What BM25 needs to know of the stores a role may read, taken together. */
export type Statistics = {
  chunks: number
  meanLength: number
  meanTitleLength: number
  /** In how many chunks each of the query's keys stands; of a feature that is not known, in one. */
  frequencies: ReadonlyMap<number, number>
}

/** Counts over all `stores`; they have to be stores whose text the role may read. */
export async function readStatistics(
  sql: TransactionSql,
  stores: readonly Store[],
  terms: readonly QueryTerm[],
): Promise<Statistics> {
  const keys = terms.map((term) => term.key)
  const frequencies = new Map<number, number>()
  let [chunks, length, titled, titleLength] = [0, 0, 0, 0]
  const answers = await Promise.all(stores.map((store) => readStore(sql, store, keys)))
  for (const [extents, counts] of answers) {
    for (const extent of extents) {
      chunks += extent.chunks
      length += extent.length
      titled += extent.titled
      titleLength += extent.titleLength
    }
    for (const { term, chunks: count } of counts) {
      frequencies.set(term, (frequencies.get(term) ?? 0) + count)
    }
  }
  for (const { key, view } of terms) {
    if (!isTermView(view)) frequencies.set(key, Math.max(1, frequencies.get(key) ?? 0))
  }
  return {
    chunks,
    meanLength: Math.max(1, length / Math.max(1, chunks)),
    meanTitleLength: Math.max(1, titleLength / Math.max(1, titled)),
    frequencies,
  }
}

/** Inverse document frequency, never negative: ln(1 + (N − n + ½) / (n + ½)). */
export function inverseFrequency(statistics: Statistics, key: number): number {
  const n = Math.min(statistics.frequencies.get(key) ?? 0, statistics.chunks)
  return Math.log(1 + (statistics.chunks - n + 0.5) / (n + 0.5))
}

function readStore(sql: TransactionSql, store: Store, keys: readonly number[]) {
  return Promise.all([
    sql<{ chunks: number; length: number; titled: number; titleLength: number }[]>`
      select coalesce(sum(chunks), 0)::int as chunks, coalesce(sum(length), 0)::float8 as length,
        coalesce(sum(titled), 0)::int as titled, coalesce(sum(title_length), 0)::float8 as "titleLength"
      from ${sql(store)}.extent
    `,
    countKeys(sql, store, keys),
  ])
}

/** In how many chunks of the stores each key stands; keys that stand in none are left out. */
export async function readFrequencies(
  sql: TransactionSql,
  stores: readonly Store[],
  keys: readonly number[],
): Promise<Map<number, number>> {
  const frequencies = new Map<number, number>()
  for (const rows of await Promise.all(stores.map((store) => countKeys(sql, store, keys)))) {
    for (const { term, chunks } of rows) {
      if (chunks > 0) frequencies.set(term, (frequencies.get(term) ?? 0) + chunks)
    }
  }
  return frequencies
}

function countKeys(sql: TransactionSql, store: Store, keys: readonly number[]) {
  return sql<{ term: number; chunks: number }[]>`
    select term, sum(chunks)::int as chunks
    from ${sql(store)}.term
    where term = any(${[...keys]}::int[])
    group by term
  `
}

/** The score of a chunk of usual length in which every term stands once. */
export function idealScore(statistics: Statistics, terms: readonly QueryTerm[]): number {
  return terms.reduce((sum, term) => sum + term.weight * inverseFrequency(statistics, term.key), 0)
}
