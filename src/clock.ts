/**
 * The time of this process, for timers and stamps. What may be told when is never decided by it:
 * that is `desk_now()` in the database.
 */
export type Clock = {
  now(): Date
  /** Runs `task` once after `delayMs`; returns its cancellation. Does not keep the process alive. */
  after(delayMs: number, task: () => void): () => void
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
