import { foldText } from '../src/text/fold.ts'

export type Rouge = { precision: number; recall: number; f1: number }

/**
 * What ROUGE counts: words of Latin script and figures; Chinese character by character (../shared/bench/README.md).
 * Folded to lower case and Simplified, nothing stemmed.
 */
export function rougeTokens(text: string): string[] {
  return foldText(text).match(/\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? []
}

/** ROUGE-N (Lin, ROUGE: A Package for Automatic Evaluation of Summaries, 2004): shared n-grams, counted with repetitions. */
export function rougeN(candidate: string, reference: string, n: number): Rouge {
  const [a, b] = [ngrams(rougeTokens(candidate), n), ngrams(rougeTokens(reference), n)]
  let shared = 0
  for (const [gram, count] of a) shared += Math.min(count, b.get(gram) ?? 0)
  return score(shared, total(a), total(b))
}

/** ROUGE-L (the same): the longest common subsequence of the whole texts; F1 with equal weights. */
export function rougeL(candidate: string, reference: string): Rouge {
  const [a, b] = [rougeTokens(candidate), rougeTokens(reference)]
  return score(commonSubsequence(a, b), a.length, b.length)
}

function score(shared: number, candidate: number, reference: number): Rouge {
  const precision = candidate === 0 ? 0 : shared / candidate
  const recall = reference === 0 ? 0 : shared / reference
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}

function ngrams(tokens: readonly string[], n: number): Map<string, number> {
  const grams = new Map<string, number>()
  for (let at = 0; at + n <= tokens.length; at++) {
    const gram = tokens.slice(at, at + n).join(' ')
    grams.set(gram, (grams.get(gram) ?? 0) + 1)
  }
  return grams
}

function total(grams: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const count of grams.values()) sum += count
  return sum
}

function commonSubsequence(a: readonly string[], b: readonly string[]): number {
  let previous = new Uint16Array(b.length + 1)
  let current = new Uint16Array(b.length + 1)
  for (const token of a) {
    for (let at = 0; at < b.length; at++) {
      current[at + 1] =
        token === b[at] ? previous[at]! + 1 : Math.max(previous[at + 1]!, current[at]!)
    }
    ;[previous, current] = [current, previous]
  }
  return previous[b.length]!
}
