import type { QueryTerm } from './query-terms.ts'
import { inverseFrequency, type Statistics } from './statistics.ts'
import { isTermView, KEY_SPACE } from './term-keys.ts'
import { BM25 } from './weights.ts'

/**
 * Terms as parallel arrays for `unnest`. A posting scores weight · f / (f + base + slope · length): BM25 with all that
 * does not change from posting to posting worked out before.
 */
export type TermArrays = { keys: number[]; weights: number[]; slopes: number[] }

/** How one query is looked up. */
export type SearchPlan = {
  /** Terms whose postings are read in full: they find the candidates. */
  light: TermArrays
  /** Frequent terms, looked up only for the candidates. */
  heavy: TermArrays
  /** All terms, also those the stores do not know: text that was released since the last index run may have them. */
  all: TermArrays
  /** The query's features as pgvector text. */
  grams: string
  meanLength: number
  /** Chunks of each store that the light terms may hand on to the others. */
  candidates: number
}

/**
 * Chunks of which the features decide. The shorter the chunks, the less their words tell them apart, and the less it costs to
 * look at more of them: 80 are enough for passages of 100 words and more, short questions gain up to 300 (2026-11-22). A
 * text of more words than are looked up tells them apart by those.
 */
const CANDIDATES = { least: 80, most: 300, words: 10_000 }
/** Postings read per query, half a microsecond each on a server (2026-11-22). In a big store a rare term has more. */
const POSTINGS_PER_CANDIDATE = 40
const POSTINGS_PER_CHUNK = 0.05
/** Terms looked up at most, the weightiest first: enough for any question, and a bound for any other text. */
const MAX_TERMS = 48
/** A frequent term costs one index lookup per candidate. */
const MAX_HEAVY = 8
const MAX_GRAMS = 400

/** Weighs the terms by rarity and decides which find and which only score. Null when there is nothing to look up. */
export function planSearch(terms: readonly QueryTerm[], statistics: Statistics): SearchPlan | null {
  const weighed = terms
    .filter((term) => term.weight > 0)
    .map((term) => ({ ...term, value: term.weight * inverseFrequency(statistics, term.key) }))
    .sort((a, b) => b.value - a.value || a.key - b.key)
  const words = weighed.filter((term) => isTermView(term.view))
  if (words.length === 0) return null
  const known = words.filter((term) => frequencyOf(statistics, term) > 0).slice(0, MAX_TERMS)
  const candidates = words.length > MAX_TERMS ? CANDIDATES.least : candidatesOf(statistics)
  const { light, heavy } = shareOut(known, candidates, statistics)
  const grams = weighed.filter((term) => !isTermView(term.view)).slice(0, MAX_GRAMS)
  return {
    light: toArrays(light, statistics),
    heavy: toArrays(heavy, statistics),
    all: toArrays(words.slice(0, MAX_TERMS), statistics),
    grams: toSparse(grams),
    meanLength: statistics.meanLength,
    candidates,
  }
}

function candidatesOf({ meanLength }: Statistics): number {
  const { least, most, words } = CANDIDATES
  return Math.round(Math.min(most, Math.max(least, words / meanLength)))
}

type WeighedTerm = QueryTerm & { value: number }

/** The rarest terms are read in full, as far as the budget goes, at least one is; the others are as few as can be. */
function shareOut(
  terms: readonly WeighedTerm[],
  candidates: number,
  statistics: Statistics,
): { light: WeighedTerm[]; heavy: WeighedTerm[] } {
  const light: WeighedTerm[] = []
  const heavy: WeighedTerm[] = []
  let budget = Math.max(POSTINGS_PER_CANDIDATE * candidates, POSTINGS_PER_CHUNK * statistics.chunks)
  const byCost = [...terms].sort((a, b) => frequencyOf(statistics, a) - frequencyOf(statistics, b))
  for (const term of byCost) {
    const cost = frequencyOf(statistics, term)
    if (cost <= budget || light.length === 0) {
      budget -= cost
      light.push(term)
    } else heavy.push(term)
  }
  return { light, heavy: heavy.sort((a, b) => b.value - a.value).slice(0, MAX_HEAVY) }
}

function toArrays(terms: readonly WeighedTerm[], statistics: Statistics): TermArrays {
  const mean = (term: WeighedTerm) =>
    term.view === 'word' ? statistics.meanLength : statistics.meanTitleLength
  return {
    keys: terms.map((term) => term.key),
    weights: terms.map((term) => term.value * (BM25.k1 + 1)),
    slopes: terms.map((term) => (BM25.k1 * BM25.b) / mean(term)),
  }
}

function frequencyOf(statistics: Statistics, term: QueryTerm): number {
  return statistics.frequencies.get(term.key) ?? 0
}

function toSparse(grams: readonly { key: number; value: number }[]): string {
  const pairs = [...grams]
    .sort((a, b) => a.key - b.key)
    .map((gram) => `${gram.key}:${gram.value.toPrecision(6)}`)
  return `{${pairs.join(',')}}/${KEY_SPACE}`
}
