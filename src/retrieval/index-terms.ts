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

/** What is stored to find one chunk by. Keys are `termKey`s, each once in its list. */
export type IndexTerms = {
  /** Those of the view `word`, of which there are `words`, then those of `titleWord`. */
  terms: Int32Array
  /** How often each term stands there, parallel to `terms`. */
  frequencies: Float32Array
  words: number
  /** Finer features by rising key, with their weights parallel. They rescore what the terms have found. */
  gramKeys: Int32Array
  gramWeights: Float32Array
  /** Words in title, headings and text: the length of the field that `word` is counted in. */
  length: number
  /** Words in title and headings or in an ask, on average: likewise for `titleWord`. */
  titleLength: number
}

/** Saturation of repeated features, as BM25's k1. */
const K1 = 1.2
/** Title features are normalised by their number against a usual title. */
const USUAL_TITLE = { bigram: 10, fragment: 30, pair: 6 }
/** A sparse vector holds 16,000 values. A chunk has a few hundred; only text that is no prose has more. */
const MAX_GRAMS = 12_000

/** Cuts one chunk into terms and features. Pure, and the same for the same text. */
export function indexTerms(chunk: ChunkText): IndexTerms {
  return termsWithin(chunk)(chunk)
}

/** The same for the chunks of one article, whose title and asks are read once. */
export function termsWithin({
  title,
  asks,
}: Pick<ChunkText, 'title' | 'asks'>): (chunk: Pick<ChunkText, 'headings' | 'text'>) => IndexTerms {
  const asked = asks.map(tokenize)
  return ({ headings, text }) => {
    const trail = tokenize([title, ...headings.filter((one) => one !== title)].join('\n'))
    return countTerms(
      [trail, tokenize(readableText(text))],
      [trail, ...asked].filter((way) => way.words.length > 0),
    )
  }
}

/** `shown`: what a reader sees. `ways`: each way of asking for it by itself. */
function countTerms(shown: readonly Tokens[], ways: readonly Tokens[]): IndexTerms {
  const words = countKeys(collectKeys(shown, [['word', (tokens) => tokens.words]]))
  const titleWords = mostOf(ways, 'titleWord', (way) => way.words)
  const body = countKeys(
    collectKeys(shown, [
      ['character', (tokens) => tokens.characters],
      ['bigram', (tokens) => tokens.bigrams],
      ['fragment', (tokens) => tokens.fragments],
      ['pair', (tokens) => tokens.pairs],
    ]),
  )
  const grams = new Map<number, number>()
  const addTitled = (view: View, usual: number, pick: (way: Tokens) => string[]) => {
    const norm = K1 * (0.25 + (0.75 * mean(ways.map((way) => pick(way).length))) / usual)
    for (const [key, count] of mostOf(ways, view, pick)) grams.set(key, saturate(count, norm))
  }
  addTitled('titleBigram', USUAL_TITLE.bigram, (way) => way.bigrams)
  addTitled('titleFragment', USUAL_TITLE.fragment, (way) => way.fragments)
  addTitled('titlePair', USUAL_TITLE.pair, (way) => way.pairs)
  const { keys, weights } = mergeGrams(body, grams)
  return {
    terms: Int32Array.from([...words.keys, ...titleWords.keys()]),
    frequencies: Float32Array.from([...words.counts, ...titleWords.values()]),
    words: words.keys.length,
    gramKeys: keys,
    gramWeights: weights,
    length: shown.reduce((sum, part) => sum + part.words.length, 0),
    titleLength: mean(ways.map((way) => way.words.length)),
  }
}

type Picks = readonly (readonly [view: View, pick: (tokens: Tokens) => string[]])[]

/** The keys of all occurrences, by rising key. */
function collectKeys(parts: readonly Tokens[], picks: Picks): Int32Array {
  const lists = parts.flatMap((part) => picks.map(([view, pick]) => ({ view, terms: pick(part) })))
  const keys = new Int32Array(lists.reduce((sum, { terms }) => sum + terms.length, 0))
  let at = 0
  for (const { view, terms } of lists) {
    for (const term of terms) keys[at++] = termKey(view, term)
  }
  return keys.sort()
}

/** How often each of the sorted keys stands there. */
function countKeys(sorted: Int32Array): { keys: number[]; counts: number[] } {
  const keys: number[] = []
  const counts: number[] = []
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    keys.push(sorted[from] as number)
    counts.push(to - from)
    from = to
  }
  return { keys, counts }
}

/** Ten ways of asking for the same thing do not make its words ten times as true. */
function mostOf(
  ways: readonly Tokens[],
  view: View,
  pick: (way: Tokens) => string[],
): Map<number, number> {
  const most = new Map<number, number>()
  for (const way of ways) {
    const { keys, counts } = countKeys(collectKeys([way], [[view, pick]]))
    for (const [i, key] of keys.entries()) {
      most.set(key, Math.max(most.get(key) ?? 0, counts[i] as number))
    }
  }
  return most
}

/** Both lists as one by rising key; of a key in both the title's weight stays. */
function mergeGrams(
  body: { keys: number[]; counts: number[] },
  titled: ReadonlyMap<number, number>,
): { keys: Int32Array; weights: Float32Array } {
  const ours = [...titled.keys()].sort((a, b) => a - b)
  const keys = new Int32Array(ours.length + body.keys.length)
  const weights = new Float32Array(keys.length)
  let [size, i, j] = [0, 0, 0]
  while (i < ours.length || j < body.keys.length) {
    const own = ours[i] ?? Number.POSITIVE_INFINITY
    const other = body.keys[j] ?? Number.POSITIVE_INFINITY
    keys[size] = Math.min(own, other)
    weights[size++] =
      own <= other ? (titled.get(own) as number) : saturate(body.counts[j] as number, K1)
    if (own <= other) i++
    if (other <= own) j++
  }
  const kept = Math.min(size, MAX_GRAMS)
  return { keys: keys.slice(0, kept), weights: weights.slice(0, kept) }
}

function saturate(count: number, norm: number): number {
  return (count * (K1 + 1)) / (count + norm)
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
