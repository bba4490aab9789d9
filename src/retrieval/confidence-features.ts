import { foldText } from '../text/fold.ts'
import { tokenize } from '../text/tokens.ts'
import type { QueryTerm } from './query-terms.ts'
import { idealScore, inverseFrequency, type Statistics } from './statistics.ts'
import type { Passage } from './types.ts'

/** What a result shows of how well its first passage fits. Each is about 0 to 1, whatever the size of the store. */
export const FEATURES = [
  'wordCoverage',
  'fineCoverage',
  'pairCoverage',
  'titleCoverage',
  'titleShare',
  'asked',
  'rarestFound',
  'strength',
  'margin',
  'plateau',
  'length',
  'known',
] as const
export type Feature = (typeof FEATURES)[number]
export type ConfidenceFeatures = Record<Feature, number>

/**
 * Measures the first passage. `rivals`: the best scores of other articles, best first. `closeness`: how
 * close the question comes to a way of asking for the article.
 */
export function confidenceFeatures(
  first: Pick<Passage, 'title' | 'headings' | 'text' | 'score'>,
  rivals: readonly number[],
  closeness: number,
  terms: readonly QueryTerm[],
  statistics: Statistics,
): ConfidenceFeatures {
  const heading = [first.title, ...first.headings].join('\n')
  const title = tokenize(heading)
  const text = foldText(`${heading}\n${first.text}`)
  const body = tokenize(first.text)
  const words = new Set([...title.words, ...body.words])
  const pairs = new Set([...title.pairs, ...body.pairs])
  const titleWords = new Set(title.words)
  const rarity = (term: QueryTerm) =>
    inverseFrequency(statistics, term.key) * (term.isOwn ? 1 : term.weight)
  const all = terms.filter((term) => term.view === 'word' && !term.isStop)
  const own = all.filter((term) => term.isOwn)
  const asked = own.length > 0 ? own : all
  const fine = terms.filter(
    (term) => term.isOwn && (term.view === 'bigram' || term.view === 'fragment'),
  )
  const adjacent = terms.filter((term) => term.isOwn && term.view === 'pair')
  const rarest = asked.toSorted((a, b) => rarity(b) - rarity(a))[0]
  const ideal = idealScore(statistics, terms)
  return {
    wordCoverage: share(asked, rarity, (term) => words.has(term.text)),
    fineCoverage: share(fine, rarity, (term) => text.includes(term.text.replaceAll('_', ''))),
    pairCoverage: share(adjacent, rarity, (term) => pairs.has(term.text)),
    titleCoverage: share(asked, rarity, (term) => titleWords.has(term.text)),
    titleShare: share(
      [...titleWords],
      () => 1,
      (word) => all.some((term) => term.text === word),
    ),
    rarestFound: rarest && words.has(rarest.text) ? 1 : 0,
    strength: ideal === 0 ? 0 : first.score / ideal,
    margin: 1 - (rivals[0] ?? 0) / first.score,
    plateau: 1 - (rivals[4] ?? 0) / first.score,
    asked: closeness,
    length: Math.min(1, asked.length / 8),
    known: share(asked, rarity, (term) => (statistics.frequencies.get(term.key) ?? 0) > 0),
  }
}

function share<T>(
  items: readonly T[],
  weigh: (item: T) => number,
  has: (item: T) => boolean,
): number {
  let [found, whole] = [0, 0]
  for (const item of items) {
    const weight = weigh(item)
    whole += weight
    if (has(item)) found += weight
  }
  return whole === 0 ? 0 : found / whole
}
