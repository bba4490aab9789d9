import { foldText } from '../text/fold.ts'
import { specificKeys } from '../text/specifics.ts'

/** What a text has said: its words and its figures, read once. */
export type Said = { pieces: Set<string>; keys: Set<string> }

export function readSaid(text: string): Said {
  return { pieces: new Set(piecesOf(text)), keys: specificKeys(text) }
}

/**
 * How much of `text` is already in what was said, 0 to 1: the share of its words (Chinese: pairs of
 * characters). 0 as soon as it has a figure that was not said: what is checkable is never taken as said.
 */
export function overlapOf(text: string, said: Said): number {
  const share = wordShare(text, said)
  if (share === 0) return 0
  for (const key of specificKeys(text)) if (!said.keys.has(key)) return 0
  return share
}

/** The same by words alone. */
export function wordShare(text: string, said: Pick<Said, 'pieces'>): number {
  const pieces = piecesOf(text)
  if (pieces.length === 0) return 1
  return pieces.filter((piece) => said.pieces.has(piece)).length / pieces.length
}

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const run of foldText(text).match(/[\p{Script=Han}]+|[\p{L}\p{N}]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run)) pieces.push(run)
    else for (let at = 0; at + 1 < run.length; at++) pieces.push(run.slice(at, at + 2))
  }
  return pieces
}
