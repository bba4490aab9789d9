import { type Tokens, tokenize } from '../text/tokens.ts'
import { termKey, type View } from './term-keys.ts'

/** Another value than the stored one means that everything has to be indexed anew. */
export const TERMS_VERSION = 1

/** What the index is told about one chunk. */
export type ChunkText = {
  title: string
  /** How customers ask for the article. */
  asks: readonly string[]
  headings: readonly string[]
  /** The chunk's markdown. */
  text: string
}

/** What is stored to find one chunk by. Keys are `termKey`s. */
export type IndexTerms = {
  /** Parallel arrays: key, how often, and the length of the field it was counted in. */
  terms: number[]
  frequencies: number[]
  lengths: number[]
  /** Finer features, key to weight, by rising key. They rescore what the terms have found. */
  grams: [key: number, weight: number][]
  /** Words in title, headings and text. */
  length: number
  /** Words in title and headings or in an ask, on average. */
  titleLength: number
}

/** Saturation of repeated features, as BM25's k1. */
const K1 = 1.2
/** Title features are normalised by their number against a usual title. */
const USUAL_TITLE = { bigram: 10, fragment: 30, pair: 6 }

/** Cuts one chunk into terms and features. Pure, and the same for the same text. */
export function indexTerms(chunk: ChunkText): IndexTerms {
  const trail = [chunk.title, ...chunk.headings.filter((heading) => heading !== chunk.title)]
  const ways = [tokenize(trail.join('\n')), ...chunk.asks.map(tokenize)].filter(hasWords)
  const body = tokenize(readableText(chunk.text))
  const shown = [tokenize(trail.join('\n')), body]

  const terms = new TermList()
  const length = shown.reduce((sum, part) => sum + part.words.length, 0)
  terms.add('word', countAll(shown.map((part) => part.words)), length)
  const titleLength = mean(ways.map((way) => way.words.length))
  terms.add('titleWord', countMost(ways.map((way) => way.words)), titleLength)

  const grams = new Map<number, number>()
  const saturate = (count: number) => (count * (K1 + 1)) / (count + K1)
  addGrams(grams, 'character', countAll(shown.map((part) => part.characters)), saturate)
  addGrams(grams, 'bigram', countAll(shown.map((part) => part.bigrams)), saturate)
  addGrams(grams, 'fragment', countAll(shown.map((part) => part.fragments)), saturate)
  addGrams(grams, 'pair', countAll(shown.map((part) => part.pairs)), saturate)
  const titled = (view: View, usual: number, pick: (tokens: Tokens) => string[]) => {
    const lists = ways.map(pick)
    const norm = K1 * (0.25 + (0.75 * mean(lists.map((list) => list.length))) / usual)
    addGrams(grams, view, countMost(lists), (count) => (count * (K1 + 1)) / (count + norm))
  }
  titled('titleBigram', USUAL_TITLE.bigram, (way) => way.bigrams)
  titled('titleFragment', USUAL_TITLE.fragment, (way) => way.fragments)
  titled('titlePair', USUAL_TITLE.pair, (way) => way.pairs)

  return {
    ...terms,
    grams: [...grams].sort(([a], [b]) => a - b).slice(0, MAX_GRAMS),
    length,
    titleLength,
  }
}

/** A sparse vector holds 16,000 values. A chunk has a few hundred; only text that is no prose has more. */
const MAX_GRAMS = 12_000

class TermList {
  terms: number[] = []
  frequencies: number[] = []
  lengths: number[] = []

  add(view: View, counts: Map<string, number>, length: number): void {
    const seen = new Set<number>()
    for (const [term, count] of counts) {
      const key = termKey(view, term)
      if (seen.has(key)) continue
      seen.add(key)
      this.terms.push(key)
      this.frequencies.push(count)
      this.lengths.push(length)
    }
  }
}

function addGrams(
  grams: Map<number, number>,
  view: View,
  counts: Map<string, number>,
  weigh: (count: number) => number,
): void {
  for (const [term, count] of counts) grams.set(termKey(view, term), weigh(count))
}

function countAll(lists: string[][]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const list of lists) {
    for (const term of list) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return counts
}

/** Ten ways of asking for the same thing do not make its words ten times as true. */
function countMost(lists: string[][]): Map<string, number> {
  const most = new Map<string, number>()
  for (const list of lists) {
    for (const [term, count] of countAll([list])) {
      if (count > (most.get(term) ?? 0)) most.set(term, count)
    }
  }
  return most
}

function hasWords(tokens: Tokens): boolean {
  return tokens.words.length > 0
}

function mean(numbers: number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, n) => sum + n, 0) / numbers.length
}

/** Markdown without what a reader does not read: link targets, tags, comments, slots. */
function readableText(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/\]\([^)\s]{1,2000}(?:\s+"[^"]{0,200}")?\)/g, '] ')
    .replace(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replace(/\{\{[^{}]{0,100}\}\}/g, ' ')
}
