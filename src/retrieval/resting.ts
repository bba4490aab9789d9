/** Keeps a failing endpoint from slowing every search: after a failure it is not asked for a while, then longer. */
export type Resting = {
  readonly isResting: boolean
  /** Resolves to whether this is the first failure since it worked. */
  failed(): boolean
  /** Tells whether it had failed before. */
  worked(): boolean
}

const FIRST_MS = 5_000
const MOST_MS = 60_000

export function createResting(now: () => number = () => performance.now()): Resting {
  let failures = 0
  let until = 0
  return {
    get isResting() {
      return now() < until
    },
    failed() {
      failures++
      until = now() + Math.min(FIRST_MS * 2 ** (failures - 1), MOST_MS)
      return failures === 1
    },
    worked() {
      const had = failures > 0
      failures = 0
      until = 0
      return had
    },
  }
}
