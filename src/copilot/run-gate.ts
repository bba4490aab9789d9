/** Lets a few runs through at a time; who is cancelled while waiting never starts. */
export type RunGate = {
  /** Runs `work` when it is its turn; without running it when the signal is aborted before. */
  run(signal: AbortSignal, work: () => Promise<void>): Promise<void>
  /** Resolves when nothing runs, for work that can wait. */
  free(): Promise<void>
}

/** At most `limit` at once, in the order they came. */
export function createRunGate(limit: number): RunGate {
  const waiting: (() => void)[] = []
  const patient: (() => void)[] = []
  let running = 0

  function leave(): void {
    const next = waiting.shift()
    // The place is handed on, so that nobody who comes just now slips in between.
    if (next) next()
    else if (--running === 0) for (const begin of patient.splice(0)) begin()
  }

  return {
    async run(signal, work) {
      if (running < limit) running += 1
      else await new Promise<void>((begin) => waiting.push(begin))
      try {
        if (!signal.aborted) await work()
      } finally {
        leave()
      }
    },
    free: () =>
      running === 0 ? Promise.resolve() : new Promise<void>((begin) => patient.push(begin)),
  }
}
