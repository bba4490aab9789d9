import type { Clock } from '../../src/clock.ts'

export type HandClock = Clock & {
  advance(ms: number): void
  /** Sets the time without running what would have been due: a clock that jumps. */
  jumpTo(instant: string): void
}

/** A clock that stands until it is moved on. */
export function handClock(start = '2026-11-21T02:00:00Z'): HandClock {
  let now = Date.parse(start)
  let timers: { at: number; task: () => void }[] = []
  return {
    now: () => new Date(now),
    after(delayMs, task) {
      const timer = { at: now + delayMs, task }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    advance(ms) {
      now += ms
      const due = timers.filter((timer) => timer.at <= now).toSorted((a, b) => a.at - b.at)
      timers = timers.filter((timer) => timer.at > now)
      for (const { task } of due) task()
    },
    jumpTo(instant) {
      now = Date.parse(instant)
    },
  }
}
