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

/** Where the words find nothing at all: what the nearest chunk scores, as a part of the ideal score. */
const BY_MEANING_ALONE = 0.25

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
 * Joins both lanes by chunk, best first. Models differ in where their similarities begin and how far apart they lie, and
 * scores by words differ from question to question; so each lane counts by how far a chunk stands out in it, in
 * standard deviations. A lane that hardly tells the chunks apart has little to say then, and one that is sure of its
 * first has much. The sum is brought back to the scale of the words, and never above their best: what
 * meaning adds to the order it does not add to the confidence. A chunk without a vector stands as it did by words.
 */
export function fuseLanes(
  ranked: readonly Ranked[],
  { nearest, similarities }: DenseResult,
  ideal: number,
): Ranked[] {
  const known = new Map(similarities)
  for (const near of nearest) known.set(nameOf(near), near.similarity)
  const near = ranked.map((one) => known.get(nameOf(one)))
  const words = spreadOf(ranked.map(({ score }) => score))
  const meaning = spreadOf(near.filter((value) => value !== undefined))
  const ranks = new Map(nearest.map((one, i) => [nameOf(one), i + 1]))
  const joined = ranked.map((one, i) => {
    const byWords = words.standing(one.score)
    const similarity = near[i]
    const byMeaning = similarity === undefined ? byWords : meaning.standing(similarity)
    const rank = ranks.get(nameOf(one))
    const lanes = { ...one.lanes, ...(rank ? { dense: rank } : {}) }
    return { one: { ...one, lanes }, standing: (byWords + byMeaning) / 2 }
  })
  joined.sort((a, b) => b.standing - a.standing)
  const scoreOf = scaleOf(words, meaning, joined[0]?.standing ?? 0, ideal)
  return joined.map(({ one, standing }) => ({ ...one, score: steady(scoreOf(standing)) }))
}

/** What differs behind the sixth digit is chance. Never 0, because scores are compared by their ratio. */
function steady(score: number): number {
  return Math.max(1, Math.round(score * 1e6)) / 1e6
}

type Spread = { mean: number; deviation: number; most: number; standing: (value: number) => number }

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / Math.max(1, values.length))
  const standing = (value: number) => (deviation < TINY ? 0 : (value - mean) / deviation)
  return { mean, deviation, most: Math.max(0, ...values), standing }
}

/** Less is rounding. */
const TINY = 1e-9

function scaleOf(words: Spread, meaning: Spread, best: number, ideal: number) {
  if (words.most === 0) {
    const most = meaning.standing(meaning.most)
    return (standing: number) =>
      BY_MEANING_ALONE * ideal * Math.max(0, most <= 0 ? 1 : (2 * standing) / most)
  }
  const top = words.mean + words.deviation * best
  const factor = top > words.most ? words.most / top : 1
  return (standing: number) => factor * Math.max(0, words.mean + words.deviation * standing)
}

function nameOf({ store, chunk }: Pick<Candidate, 'store' | 'chunk'>): string {
  return `${store}:${chunk}`
}
