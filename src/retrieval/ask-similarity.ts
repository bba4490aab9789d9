import { type Tokens, tokenize } from '../text/tokens.ts'
import type { QueryTerm } from './query-terms.ts'
import { inverseFrequency, type Statistics } from './statistics.ts'
import { isStopWord } from './stop-words.ts'
import type { View } from './term-keys.ts'

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

/** Prepares the comparison with one question. */
export function similarityTo(
  text: string,
  terms: readonly QueryTerm[],
  statistics: Statistics,
): AskSimilarity {
  const rarity = new Map(
    terms.map((term) => [`${term.view} ${term.text}`, inverseFrequency(statistics, term.key)]),
  )
  const unknown = UNKNOWN * Math.log(1 + statistics.chunks)
  const weigh = (tokens: Tokens): Map<string, number> => {
    const vector = new Map<string, number>()
    for (const [pick, view, weight] of PARTS) {
      for (const term of pick(tokens)) {
        const name = `${view} ${term}`
        vector.set(name, weight * (rarity.get(name) ?? unknown) * (isStopWord(term) ? STOP : 1))
      }
    }
    return vector
  }
  const question = weigh(tokenize(text))
  const length = norm(question)
  return (ways) => {
    let best = 0
    for (const way of ways) {
      const vector = weigh(readTokens(way))
      let product = 0
      for (const [name, value] of vector) product += value * (question.get(name) ?? 0)
      if (product > 0) best = Math.max(best, product / (length * norm(vector)))
    }
    return best
  }
}

function norm(vector: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const value of vector.values()) sum += value * value
  return Math.sqrt(sum)
}

/** Titles and asks come again with every question about the same things. Holds tokens by text, nothing of who may read it. */
const cache = new Map<string, Tokens>()
const CACHE_SIZE = 20_000

function readTokens(text: string): Tokens {
  const known = cache.get(text)
  if (known) return known
  const tokens = tokenize(text.slice(0, 300))
  if (cache.size >= CACHE_SIZE) cache.clear()
  cache.set(text, tokens)
  return tokens
}
