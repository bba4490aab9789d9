import { foldText } from '../text/fold.ts'
import { specificKeys } from '../text/specifics.ts'

/**
 * How much of `text` is already in `said`, 0 to 1: the share of its words (Chinese: pairs of characters).
 * 0 as soon as it has a figure that `said` has not: what is checkable is never taken as said.
 */
export function overlapOf(text: string, said: string): number {
  const known = specificKeys(said)
  for (const key of specificKeys(text)) if (!known.has(key)) return 0
  const pieces = piecesOf(text)
  if (pieces.length === 0) return 1
  const heard = new Set(piecesOf(said))
  return pieces.filter((piece) => heard.has(piece)).length / pieces.length
}

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const run of foldText(text).match(/[\p{Script=Han}]+|[\p{L}\p{N}]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run)) pieces.push(run)
    else for (let at = 0; at + 1 < run.length; at++) pieces.push(run.slice(at, at + 2))
  }
  return pieces
}
