import { tokenize } from '../text/tokens.ts'
import type { QueryTerm } from './query-terms.ts'
import type { Ranked } from './rank-candidates.ts'
import { idealScore, inverseFrequency, type Statistics } from './statistics.ts'
import { matchTerms, type TermMatch } from './term-match.ts'
import type { Passage } from './types.ts'

/**
 * What a result shows of how well its first passage fits. A score alone says little: each question has its own scale and
 * each knowledge base its own level. What tells is how far the first article stands out from the other articles
 * that the same question finds, measured by what the question could score (`share`), by what it scores by chance
 * (`lift`) and in itself (`size`); how soon others come close (`margin`); and how much of what makes the
 * question a particular one is not in the article at all (`missing`).
 *
 * An article that says how customers ask for it (`asks`) can be judged more closely, by the question's words: how many
 * stand in the article against how many do not (`askedFound`), in the same order (`askedPairs`), in a way of asking
 * (`askedWords`), how many rare ones do not (`askedRare`), how many there are (`askedLength`), how many were spent on
 * saying it (`askedSpoken`), and what they score (`askedScore`). These are 0 for articles without.
 */
export const FEATURES = [
  'lift',
  'share',
  'size',
  'margin',
  'missing',
  'asks',
  'askedWords',
  'askedScore',
  'askedLength',
  'askedFound',
  'askedSpoken',
  'askedPairs',
  'askedRare',
] as const
export type Feature = (typeof FEATURES)[number]
export type ConfidenceFeatures = Record<Feature, number>

/** An article with the score of its best chunk, and the ways to ask for it. */
export type RankedArticle = Pick<Ranked, 'articleId' | 'family' | 'score' | 'ways'>

/** Articles below the first that tell what a question scores anywhere. */
const BACKGROUND = 19

/** Measures the first passage. `articles`: all that were ranked, best first, each once. */
export function confidenceFeatures(
  first: Pick<Passage, 'articleId' | 'title' | 'headings' | 'text' | 'score'>,
  articles: readonly RankedArticle[],
  terms: readonly QueryTerm[],
  statistics: Statistics,
): ConfidenceFeatures {
  const own = articles.find(({ articleId }) => articleId === first.articleId)
  const score = own?.score ?? first.score
  const rivals = rivalScores(articles, own)
  const background = mean(rivals.slice(0, BACKGROUND))
  const rise = Math.max(0, score - background)
  const spread = Math.sqrt(
    terms.reduce((sum, term) => sum + (term.weight * rarity(term, statistics)) ** 2, 0),
  )
  const ideal = idealScore(statistics, terms)
  const words = contentWords(terms)
  const ways = own?.ways ?? []
  const whole = [first.title, ...first.headings, ...ways, first.text].join('\n')
  const tokens = tokenize(whole)
  const match = matchTerms(whole, tokens)
  const basic = {
    lift: spread === 0 ? 0 : rise / spread / 4,
    share: ideal === 0 ? 0 : rise / ideal,
    size: Math.log(1 + rise / Math.log(2 + statistics.chunks)) / 3,
    margin: score > 0 ? Math.max(0, 1 - (rivals[1] ?? 0) / score) : 0,
    missing: missingRarity(words, match, statistics),
  }
  // The title and the chunk's heading always are ways to ask for it.
  if (ways.length <= 2) return { ...basic, ...WITHOUT_ASKS }
  const pairs = terms.filter((term) => term.view === 'pair' && term.isOwn)
  const spoken = terms.filter((term) => term.view === 'word' && term.isOwn)
  return {
    ...basic,
    asks: 1,
    askedWords: sharedRarity(words, new Set(tokenize(ways.join('\n')).words), statistics),
    askedScore: ideal === 0 ? 0 : score / ideal,
    askedLength: Math.min(1, words.length / 8),
    askedFound: foundToMissing(words, match),
    askedSpoken: Math.min(1, spoken.length / 16),
    askedPairs: sharedRarity(pairs, new Set(tokens.pairs), statistics),
    askedRare: Math.min(4, missingRare(words, match, statistics)) / 4,
  }
}

const WITHOUT_ASKS = {
  asks: 0,
  askedWords: 0,
  askedScore: 0,
  askedLength: 0,
  askedFound: 0,
  askedSpoken: 0,
  askedPairs: 0,
  askedRare: 0,
}

/** The words that say what the need is about; those of earlier turns where it has none of its own. */
function contentWords(terms: readonly QueryTerm[]): QueryTerm[] {
  const words = terms.filter((term) => term.view === 'word' && !term.isStop)
  const own = words.filter((term) => term.isOwn)
  return own.length > 0 ? own : words
}

/** The best score of each other article. A counterpart in another language answers the same: that it comes close is no doubt. */
function rivalScores(articles: readonly RankedArticle[], own: RankedArticle | undefined): number[] {
  const best = new Map<string, number>()
  for (const { family, score } of articles)
    if (family !== own?.family && !best.has(family)) best.set(family, score)
  return [...best.values()].sort((a, b) => b - a)
}

/** The rarity of the words that a text does not have, on a scale on which one unknown word in a big store is about 0.5. */
function missingRarity(
  words: readonly QueryTerm[],
  match: TermMatch,
  statistics: Statistics,
): number {
  const missing = words.reduce(
    (sum, term) => sum + rarity(term, statistics) * (1 - match(term.text)),
    0,
  )
  return Math.log(1 + missing) / 5
}

/** How many times more words a text has than it has not; 0 where as many, below where fewer. */
function foundToMissing(words: readonly QueryTerm[], match: TermMatch): number {
  const found = words.reduce((sum, term) => sum + match(term.text), 0)
  return Math.log((1 + found) / (1 + words.length - found)) / 3
}

/** Below this a word counts as not there. */
const THERE = 0.6
/** Of the rarity of a word that stands nowhere. */
const RARE = 0.6

function missingRare(
  words: readonly QueryTerm[],
  match: TermMatch,
  statistics: Statistics,
): number {
  const rare = RARE * Math.log(1 + statistics.chunks)
  return words.filter((term) => match(term.text) < THERE && rarity(term, statistics) > rare).length
}

/** The share of the terms' rarity that a text has, 0 to 1. */
function sharedRarity(
  terms: readonly QueryTerm[],
  known: ReadonlySet<string>,
  statistics: Statistics,
): number {
  let [shared, all] = [0, 0]
  for (const term of terms) {
    const weight = rarity(term, statistics)
    all += weight
    if (known.has(term.text)) shared += weight
  }
  return all === 0 ? 0 : shared / all
}

function rarity(term: QueryTerm, statistics: Statistics): number {
  return inverseFrequency(statistics, term.key)
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}
