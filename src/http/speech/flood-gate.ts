/** A bucket of tokens: `take` is false when too much came in too short a time. */
export type FloodGate = { take(cost: number): boolean }

export function createFloodGate(
  { burst, perSecond }: { burst: number; perSecond: number },
  nowMs: () => number,
): FloodGate {
  let left = burst
  let last = nowMs()
  return {
    take(cost) {
      const now = nowMs()
      left = Math.min(burst, left + (Math.max(0, now - last) / 1_000) * perSecond)
      last = now
      left -= cost
      return left >= 0
    },
  }
}
