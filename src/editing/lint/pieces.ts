import { isStopWord } from '../../retrieval/stop-words.ts'
import { foldText } from '../../text/fold.ts'
import { stem } from '../../text/tokens.ts'
import { finish, hashText } from './hashes.ts'

const RUN = /\p{Script=Han}+|[\p{Script=Latin}\p{M}]+/gu
const HAN = /\p{Script=Han}/u

/** What a text is made of apart from its figures, hashed: pairs of Chinese characters, stems of Latin words. */
export function hashedPieces(folded: string): number[] {
  const pieces = new Set<number>()
  for (const [run] of folded.matchAll(RUN)) {
    if (HAN.test(run)) {
      for (let at = 0; at + 1 < run.length; at++) {
        const pair = run.slice(at, at + 2)
        if (!isStopWord(pair)) pieces.add(hashText(pair))
      }
    } else {
      const word = stem(run)
      if (word.length > 1 && !isStopWord(word)) pieces.add(hashText(word))
    }
  }
  return [...pieces]
}

export function piecesOf(text: string): number[] {
  return hashedPieces(foldText(text))
}

/** Share of the smaller set that stands in the other. */
export function containment(a: readonly number[], b: readonly number[]): number {
  const least = Math.min(a.length, b.length)
  return least === 0 ? 0 : sharedCount(a, b) / least
}

/** Jaccard. */
export function overlapOf(a: readonly number[], b: readonly number[]): number {
  const shared = sharedCount(a, b)
  const all = a.length + b.length - shared
  return all === 0 ? 0 : shared / all
}

export function sharedCount(a: readonly number[], b: readonly number[]): number {
  const other = new Set(b)
  let shared = 0
  for (const piece of a) if (other.has(piece)) shared++
  return shared
}

const SEEDS = [0x1b873593, 0x2545f491, 0x85157af5, 0x6c078965, 0x9e3779b9, 0x7feb352d]

/** MinHash of few rows: sentences that share a band are likely alike. */
export function minima(pieces: readonly number[]): number[] {
  return SEEDS.map((seed) => {
    let least = 0xffffffff
    for (const piece of pieces) {
      const value = finish(piece ^ seed)
      if (value < least) least = value
    }
    return least
  })
}
