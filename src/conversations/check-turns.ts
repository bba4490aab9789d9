import { AppError } from '../errors.ts'
import type { Turn } from './types.ts'

/** Turns one conversation can hold. */
export const MAX_TURNS = 10_000

/** How far a turn may run ahead of those known: whatever a conversation can hold may come in any order. */
export const MAX_SEQ_GAP = MAX_TURNS

/** Within one request turns rise by seq; the same seq again is a revision. Throws `BAD_REQUEST`. */
export function checkOrder(turns: Pick<Turn, 'seq'>[]): void {
  turns.forEach((turn, index) => {
    const before = turns[index - 1]
    if (!before || turn.seq >= before.seq) return
    throw new AppError(
      'BAD_REQUEST',
      `Turns are out of order: seq ${turn.seq} comes after seq ${before.seq}.`,
      {
        hint: 'Send the turns of one request rising by seq. A late turn may come in a request of its own.',
        place: { field: `turns.${index}.seq` },
      },
    )
  })
}

/** Throws `CONFLICT` for a turn so far ahead of the known ones that its number must be wrong. */
export function checkGap(highestSeq: number | null, turns: Pick<Turn, 'seq'>[]): void {
  let highest = highestSeq
  turns.forEach((turn, index) => {
    if (highest !== null && turn.seq > highest + MAX_SEQ_GAP)
      throw new AppError(
        'CONFLICT',
        `Turn ${turn.seq} is out of order: the last known turn is ${highest}.`,
        {
          hint: `Continue with seq ${highest + 1}; turns may run ahead by ${MAX_SEQ_GAP} at most.`,
          place: { field: `turns.${index}.seq` },
        },
      )
    highest = Math.max(highest ?? 0, turn.seq)
  })
}
