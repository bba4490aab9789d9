import type { Candidate } from './find-candidates.ts'
import type { Nearest } from './find-nearest.ts'
import type { Ranked } from './rank-candidates.ts'

/** What the dense lane knows of one question. */
export type DenseResult = {
  /** The nearest chunks of all stores, nearest first. */
  nearest: readonly Nearest[]
  /** How near further candidates are, by `store:chunk`. */
  similarities: ReadonlyMap<string, number>
}

/** What meaning counts against words. Half, as nothing is known of the model. */
const SHARE = 0.5

/** Candidates that the words did not find, to be ranked with the others. */
export function nearestOnly(
  candidates: readonly Candidate[],
  nearest: readonly Nearest[],
): Candidate[] {
  const known = new Set(candidates.map(nameOf))
  return nearest
    .filter((near) => !known.has(nameOf(near)))
    .map(({ similarity: _similarity, ...near }) => ({ ...near, terms: 0, grams: 0 }))
}

/**
 * Joins both lanes by chunk, best first. Similarities differ from model to model in where they begin and how far apart
 * they lie, so each is taken by its place between the nearest chunk of the question (1) and the last of the
 * nearest (0), and brought to the scale of the words' best score. A fused score therefore means what a score by words
 * means, and is the same where both lanes agree on the best. A chunk without a vector stands as it did by words.
 */
export function fuseLanes(
  ranked: readonly Ranked[],
  { nearest, similarities }: DenseResult,
  ideal: number,
): Ranked[] {
  const top = nearest[0]?.similarity
  const floor = nearest.at(-1)?.similarity
  if (top === undefined || floor === undefined) return [...ranked]
  const all = new Map(similarities)
  for (const near of nearest) all.set(nameOf(near), near.similarity)
  const ranks = new Map(nearest.map((near, i) => [nameOf(near), i + 1]))
  const best = ranked[0]?.score ?? 0
  const scale = best > 0 ? best : SHARE * ideal
  const place = (similarity: number) =>
    top === floor ? Number(similarity >= top) : Math.max(0, (similarity - floor) / (top - floor))
  return ranked
    .map((one) => {
      const similarity = all.get(nameOf(one))
      if (similarity === undefined) return one
      const rank = ranks.get(nameOf(one))
      const score = (1 - SHARE) * one.score + SHARE * scale * Math.min(1, place(similarity))
      return { ...one, score, lanes: { ...one.lanes, ...(rank ? { dense: rank } : {}) } }
    })
    .sort((a, b) => b.score - a.score)
}

function nameOf({ store, chunk }: Pick<Candidate, 'store' | 'chunk'>): string {
  return `${store}:${chunk}`
}
