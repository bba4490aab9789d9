import type { Log } from '../../log.ts'

const EVERY_MS = 30_000

/** Calls `tend` now and then, never twice at once. Returns how to stop it. */
export function startCaretaker(
  tend: () => Promise<void>,
  log: Log,
  everyMs = EVERY_MS,
): () => Promise<void> {
  let running: Promise<void> | undefined
  const timer = setInterval(() => {
    running ??= tend()
      .catch((error: Error) => log.warn({ reason: error.message }, 'tending the tables failed'))
      .finally(() => {
        running = undefined
      })
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
