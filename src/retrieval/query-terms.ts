import { type Tokens, tokenize } from '../text/tokens.ts'
import { isStopWord } from './stop-words.ts'
import { termKey, type View } from './term-keys.ts'
import type { Query } from './types.ts'
import { CONTEXT, OFFICIAL, STOP_WEIGHTS, WEIGHTS } from './weights.ts'

export type QueryTerm = {
  key: number
  view: View
  text: string
  /** What a match is worth before the term's rarity: the view's weight times how often and where it was said. */
  weight: number
  isStop: boolean
  /** Stands in the need itself, not only in what was said before. */
  isOwn: boolean
}

/** Text beyond this is not read: no one asks in more, and the time stays bounded. */
export const MAX_TEXT = 4_000
const MAX_CONTEXT_TEXT = 1_000
/** Different terms looked up of each view, the first ones. A long e-mail has some hundred. */
const MAX_TERMS = 400

/** The terms of a query in all views, each once. */
export function queryTerms(query: Query): QueryTerm[] {
  const terms = new Map<number, QueryTerm>()
  const counts: Counts = new Map()
  addTokens(terms, counts, tokenize(query.text.slice(0, MAX_TEXT)), 1, true)
  for (const term of query.official ?? []) addTokens(terms, counts, tokenize(term), OFFICIAL, false)
  for (const [age, text] of query.context.slice(0, CONTEXT.maxTurns).entries()) {
    const weight = CONTEXT.weight * CONTEXT.decay ** age
    addTokens(terms, counts, tokenize(text.slice(0, MAX_CONTEXT_TEXT)), weight, false)
  }
  return [...terms.values()]
}

/** How many different terms each view has so far. */
type Counts = Map<View, number>

function addTokens(
  terms: Map<number, QueryTerm>,
  counts: Counts,
  tokens: Tokens,
  scale: number,
  isOwn: boolean,
): void {
  const add = (view: View, text: string, viewWeight: number, isStop: boolean) => {
    const key = termKey(view, text)
    const known = terms.get(key)
    const count = counts.get(view) ?? 0
    if (!known && count >= MAX_TERMS) return
    if (!known) counts.set(view, count + 1)
    const term = known ?? { key, view, text, weight: 0, isStop, isOwn }
    // A turn before the need adds what it does not say itself; it never makes its words louder.
    if (isOwn || !term.isOwn) term.weight += viewWeight * scale
    terms.set(key, term)
  }
  const addAll = (view: View, list: string[]) => {
    for (const text of list) add(view, text, weightIn(view, text), isStopWord(text))
  }
  addAll('word', tokens.words)
  addAll('titleWord', tokens.words)
  addAll('character', tokens.characters)
  addAll('bigram', tokens.bigrams)
  addAll('fragment', tokens.fragments)
  addAll('pair', tokens.pairs)
  addAll('titleBigram', tokens.bigrams)
  addAll('titleFragment', tokens.fragments)
  addAll('titlePair', tokens.pairs)
}

/** What a match of the token in this view is worth before its rarity. */
export function weightIn(view: View, text: string): number {
  const script = isLatin(text) ? 'latin' : 'chinese'
  const left = isStopWord(text) ? (STOP_WEIGHTS[view]?.[script] ?? 1) : 1
  return WEIGHTS[view][script] * left
}

function isLatin(token: string): boolean {
  return token.charCodeAt(0) < 0x2e80
}
