import { createResting, type Resting } from '../../retrieval/resting.ts'
import type { FallbackReason } from './types.ts'

/** So many answers in a row that did not begin in time are a failure of the model, not of the moment. */
const LATE_IN_A_ROW = 3

/** Keeps a model that is down or too slow from slowing every answer. */
export type ModelRest = Pick<Resting, 'isResting'> & {
  /** Takes in how a run ended; null: well. */
  note(reason: FallbackReason | null): void
}

export function createModelRest(now: () => number): ModelRest {
  const resting = createResting(now)
  let lateInARow = 0
  return {
    get isResting() {
      return resting.isResting
    },
    note(reason) {
      const isLate = reason === 'first-sentence-late'
      lateInARow = isLate ? lateInARow + 1 : 0
      const isDown = reason === 'unreachable' || reason === 'refused' || lateInARow >= LATE_IN_A_ROW
      if (isDown) resting.failed()
      // Whatever it said, it is there.
      else if (!isLate && reason !== 'over-budget') resting.worked()
    },
  }
}
