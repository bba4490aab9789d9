import { foldText } from '../text/fold.ts'

/** From this similarity on a question is one of the ways in which customers ask for an article. */
const SAME_QUESTION = 0.8

/** Whether a question is, all but word for word, one of an article's `asks`. */
export function isAskedFor(question: string, asks: string[]): boolean {
  const said = piecesOf(question)
  return asks.some((ask) => similarity(said, piecesOf(ask)) >= SAME_QUESTION)
}

/** Dice's coefficient: shared pieces against all pieces, 0 to 1. */
function similarity(a: Set<string>, b: Set<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const piece of a) if (b.has(piece)) shared++
  return (2 * shared) / (a.size + b.size)
}

/** Words, and of Chinese runs the characters and the pairs of them. */
function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>()
  for (const run of foldText(text).match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run)) pieces.add(run)
    else {
      for (let at = 0; at < run.length; at++) pieces.add(run.slice(at, at + 2))
    }
  }
  return pieces
}
