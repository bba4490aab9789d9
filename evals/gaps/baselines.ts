import { foldText } from '../../src/text/fold.ts'
import { tokenize } from '../../src/text/tokens.ts'

/** Groups of what is the same, letter for letter, once folded and without spaces and punctuation. */
export function groupByExactText(texts: readonly string[]): number[][] {
  const groups = Map.groupBy(texts.keys(), (at) =>
    foldText(texts[at] as string).replaceAll(/[^\p{L}\p{N}]/gu, ''),
  )
  return [...groups.values()]
}

const K1 = 1.2
const B = 0.75

export type Hit = { from: number; to: number; share: number }

/** Each text looked up among the others by BM25 over words and pairs of characters: its best hit, scored against itself. */
export function bestHits(texts: readonly string[]): Hit[] {
  const all = texts.map((text) => {
    const { words, bigrams } = tokenize(text)
    return [...words, ...bigrams]
  })
  const mean = all.reduce((sum, { length }) => sum + length, 0) / Math.max(1, all.length)
  const postings = new Map<string, Map<number, number>>()
  for (const [at, terms] of all.entries()) {
    for (const term of terms) {
      const posting = postings.get(term) ?? new Map<number, number>()
      posting.set(at, (posting.get(at) ?? 0) + 1)
      postings.set(term, posting)
    }
  }
  return all.map((terms, from) => {
    const scores = new Map<number, number>()
    for (const term of new Set(terms)) {
      const posting = postings.get(term)!
      const rarity = Math.log(1 + (all.length - posting.size + 0.5) / (posting.size + 0.5))
      for (const [at, count] of posting) {
        const norm = K1 * (1 - B + (B * (all[at] as string[]).length) / mean)
        scores.set(at, (scores.get(at) ?? 0) + (rarity * count * (K1 + 1)) / (count + norm))
      }
    }
    const own = scores.get(from) ?? 1
    let [to, best] = [from, 0]
    for (const [at, score] of scores) if (at !== from && score > best) [to, best] = [at, score]
    return { from, to, share: best / own }
  })
}

/** What is linked by best hits of at least this share of the own score, however indirectly, is one group. */
export function groupByLinks(count: number, hits: readonly Hit[], least: number): number[][] {
  const parents = Array.from({ length: count }, (_, at) => at)
  const of = (at: number): number => {
    while (parents[at] !== at) at = parents[at] = parents[parents[at] as number] as number
    return at
  }
  for (const { from, to, share } of hits) if (share >= least) parents[of(from)] = of(to)
  return [...Map.groupBy(parents.keys(), of).values()]
}
