import { AppError } from '../errors.ts'
import type { Turn } from './types.ts'

/** Turns one conversation can hold. */
export const MAX_TURNS = 10_000

/** How far a turn may run ahead of those known. Within it, the missing ones are taken to be on their way. */
export const MAX_SEQ_GAP = 1_000

/** Clocks differ; a turn said more than a day from now is a mistake. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1_000
const EARLIEST = Date.parse('2000-01-01T00:00:00Z')

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

/** Throws `BAD_REQUEST` for a turn said in the far future or before this kind of program existed. */
export function checkTimes(turns: Pick<Turn, 'at'>[], now: Date): void {
  turns.forEach((turn, index) => {
    if (turn.at === undefined) return
    const at = Date.parse(turn.at)
    if (at >= EARLIEST && at <= now.getTime() + MAX_AHEAD_MS) return
    throw new AppError('BAD_REQUEST', 'The time of a turn cannot be right.', {
      hint: '`at` is when it was said: between the year 2000 and one day from now. Leave it out if unknown.',
      place: { field: `turns.${index}.at` },
    })
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
