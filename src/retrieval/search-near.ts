import type { Audience } from '../articles/types.ts'
import type { TransactionSql } from '../db/index.ts'
import type { DenseLane } from './dense-lane.ts'
import type { Candidate } from './find-candidates.ts'
import {
  findNearest,
  type Nearest,
  type QueryVector,
  readServing,
  searchIn,
  similaritiesOf,
  type VectorSearch,
} from './find-nearest.ts'
import type { DenseResult } from './fuse-lanes.ts'

export type NearSearch = { search: VectorSearch; nearest: Nearest[] }

/** What is near to the question in stores of these audiences; null where the search goes by words alone. */
export async function searchNear(
  sql: TransactionSql,
  lane: DenseLane,
  vector: QueryVector | null,
  audiences: readonly Audience[],
): Promise<NearSearch | null> {
  const serving = await readServing(sql, audiences)
  lane.note(serving)
  const search = vector && searchIn(serving, vector)
  if (!search) return null
  return { search, nearest: await findNearest(sql, search, audiences) }
}

/** The same with the similarities of all that the words found. */
export async function nearResult(
  sql: TransactionSql,
  { search, nearest }: NearSearch,
  candidates: readonly Candidate[],
): Promise<DenseResult> {
  const known = new Set(nearest.map(({ store, chunk }) => `${store}:${chunk}`))
  const others = candidates.filter(({ store, chunk }) => !known.has(`${store}:${chunk}`))
  return { nearest, similarities: await similaritiesOf(sql, search, others) }
}
