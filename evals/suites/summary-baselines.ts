import { splitSentences } from '../../src/text/sentences.ts'
import { rougeTokens } from '../rouge.ts'

/** What the baselines choose from: whole turns, as bench/README.md measured lead-3, or the sentences of the turns. */
export type Unit = 'turns' | 'sentences'

type Turn = { text: string }

const COUNT = 3
/** More texts than this make no graph in the time there is; the first ones stand for a longer conversation. */
const MOST = 400
const DAMPING = 0.85
const ROUNDS = 60

/** The first three. */
export function lead3(turns: readonly Turn[], unit: Unit): string {
  return units(turns, unit).slice(0, COUNT).join(' ')
}

/**
 * TextRank (Mihalcea and Tarau, TextRank: Bringing Order into Texts, EMNLP 2004): weighted PageRank, damping 0.85, on the
 * graph whose edges are the words two sentences share over the sum of the logs of their lengths. The best three, in
 * the order they were said.
 */
export function textRank(turns: readonly Turn[], unit: Unit): string {
  const texts = units(turns, unit)
  const words = texts.map((text) => rougeTokens(text))
  const sets = words.map((list) => new Set(list))
  const edges = sets.map((a, i) =>
    sets.map((b, j) => {
      if (i === j) return 0
      const length = Math.log(words[i]?.length || 1) + Math.log(words[j]?.length || 1)
      if (length <= 0) return 0
      let shared = 0
      for (const word of a) if (b.has(word)) shared++
      return shared / length
    }),
  )
  return best(texts, rank(edges))
}

/** Least cosine that joins two sentences, as in the paper. */
const THRESHOLD = 0.1

/**
 * LexRank (Erkan and Radev, LexRank: Graph-based Lexical Centrality as Salience in Text Summarization, JAIR 22, 2004):
 * PageRank, damping 0.85, on the graph that joins sentences whose idf-modified cosine is at least 0.1. The idf is that
 * of the conversation. The best three, in the order they were said.
 */
export function lexRank(turns: readonly Turn[], unit: Unit): string {
  const texts = units(turns, unit)
  const counts = texts.map((text) => {
    const map = new Map<string, number>()
    for (const token of rougeTokens(text)) map.set(token, (map.get(token) ?? 0) + 1)
    return map
  })
  const spread = new Map<string, number>()
  for (const map of counts)
    for (const word of map.keys()) spread.set(word, (spread.get(word) ?? 0) + 1)
  const idf = (word: string) => Math.log((texts.length + 1) / (spread.get(word) ?? 1))
  const norms = counts.map((map) =>
    Math.hypot(...[...map].map(([word, count]) => count * idf(word))),
  )
  const edges = counts.map((a, i) =>
    counts.map((b, j) => {
      let sum = 0
      for (const [word, count] of a) sum += count * (b.get(word) ?? 0) * idf(word) ** 2
      const cosine = sum / ((norms[i] ?? 0) * (norms[j] ?? 0) || 1)
      return Number(cosine >= THRESHOLD)
    }),
  )
  return best(texts, rank(edges))
}

function units(turns: readonly Turn[], unit: Unit): string[] {
  const texts = turns.map(({ text }) => text)
  const all =
    unit === 'turns' ? texts : texts.flatMap((text) => splitSentences(text).map((one) => one.text))
  return all.slice(0, MOST)
}

function rank(edges: readonly (readonly number[])[]): number[] {
  const size = edges.length
  const sums = edges.map((row) => row.reduce((sum, one) => sum + one, 0))
  let ranks = new Array<number>(size).fill(1 / size)
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Array<number>(size).fill((1 - DAMPING) / size)
    for (const [from, row] of edges.entries()) {
      const sum = sums[from] ?? 0
      if (sum === 0) continue
      for (const [to, weight] of row.entries())
        next[to] = (next[to] ?? 0) + (DAMPING * (ranks[from] ?? 0) * weight) / sum
    }
    ranks = next
  }
  return ranks
}

function best(texts: readonly string[], ranks: readonly number[]): string {
  return texts
    .map((text, at) => ({ text, at, rank: ranks[at] ?? 0 }))
    .sort((a, b) => b.rank - a.rank || a.at - b.at)
    .slice(0, COUNT)
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text)
    .join(' ')
}
