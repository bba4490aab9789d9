import { type Tokens, tokenize } from '../text/tokens.ts'
import { MAX_TEXT, type QueryTerm } from './query-terms.ts'
import { inverseFrequency, type Statistics } from './statistics.ts'
import { isStopWord } from './stop-words.ts'
import { termKey, type View } from './term-keys.ts'

/**
 * How close a question comes to the closest way of asking for an article: the cosine of their terms, weighed by rarity.
 * Unlike BM25 it also counts what the other side says and the question does not, so a short title that is wholly
 * asked for beats a long one that shares as many words.
 */
export type AskSimilarity = (ways: readonly string[]) => number

/** What a term of each view counts here, relative to a word. */
const PARTS: readonly [pick: (tokens: Tokens) => string[], view: View, weight: number][] = [
  [(tokens) => tokens.words, 'word', 1],
  [(tokens) => tokens.bigrams, 'bigram', 0.35],
  [(tokens) => tokens.characters, 'character', 0.5],
  [(tokens) => tokens.fragments, 'fragment', 0.25],
  [(tokens) => tokens.pairs, 'pair', 0.5],
]
const STOP = 0.5
/** A term whose frequency was not looked up is taken for this part of the rarest. */
const UNKNOWN = 0.7

/** Distinct terms of a text with what they count before their rarity; parallel arrays. */
type Weighed = { keys: number[]; weights: number[]; squares: number }

/** Prepares the comparison with one question. */
export function similarityTo(
  text: string,
  terms: readonly QueryTerm[],
  statistics: Statistics,
): AskSimilarity {
  const rarity = new Map(terms.map(({ key }) => [key, inverseFrequency(statistics, key)]))
  const unknown = UNKNOWN * Math.log(1 + statistics.chunks)
  const question = new Map<number, number>()
  const asked = weigh(tokenize(text.slice(0, MAX_TEXT)))
  for (const [i, key] of asked.keys.entries()) {
    question.set(key, (asked.weights[i] as number) * (rarity.get(key) ?? unknown))
  }
  const length = Math.hypot(...question.values())
  return (ways) => {
    let best = 0
    for (const way of ways) {
      const { keys, weights, squares } = readWay(way)
      let product = 0
      let norm = squares * unknown * unknown
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i] as number
        const rare = rarity.get(key)
        if (rare === undefined) continue
        const weight = weights[i] as number
        norm += weight * weight * (rare * rare - unknown * unknown)
        product += weight * rare * (question.get(key) ?? 0)
      }
      if (product > 0) best = Math.max(best, product / (length * Math.sqrt(norm)))
    }
    return best
  }
}

function weigh(tokens: Tokens): Weighed {
  const weighed = new Map<number, number>()
  for (const [pick, view, weight] of PARTS) {
    for (const term of pick(tokens)) {
      weighed.set(termKey(view, term), weight * (isStopWord(term) ? STOP : 1))
    }
  }
  const weights = [...weighed.values()]
  return {
    keys: [...weighed.keys()],
    weights,
    squares: weights.reduce((sum, weight) => sum + weight * weight, 0),
  }
}

/** Titles and asks come again with every question about the same things. Holds terms by text, nothing of who may read it. */
const cache = new Map<string, Weighed>()
const CACHE_SIZE = 20_000

function readWay(text: string): Weighed {
  const known = cache.get(text)
  if (known) return known
  const weighed = weigh(tokenize(text.slice(0, 300)))
  if (cache.size >= CACHE_SIZE) cache.clear()
  cache.set(text, weighed)
  return weighed
}
