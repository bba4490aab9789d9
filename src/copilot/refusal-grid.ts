import type { Clock } from '../clock.ts'
import type { Suggestion } from '../compose/types.ts'

/** Refusals leave at multiples of this after the request: how long the search took is not to be told from outside. */
export const REFUSAL_GRID_MS = 50

type Grid = {
  clock: Clock
  /** Distance of the instants at which refusals leave; 0: at once. */
  gridMs: number
  /** When the request came. */
  since: Date
  signal?: AbortSignal | undefined
}

/**
 * Holds a refusal back to the next instant of the grid, and says so in its `ms`; anything else passes at once. Throws
 * the signal's reason when cancelled meanwhile.
 */
export async function leaveOnGrid(suggestion: Suggestion, grid: Grid): Promise<Suggestion> {
  if (grid.gridMs === 0 || !isRefusal(suggestion)) return suggestion
  const spentMs = await waitForGrid(grid)
  return { ...suggestion, ms: spentMs }
}

/** Waits for the next instant of the grid after `since`; returns its distance from there. */
export async function waitForGrid({ clock, gridMs, since, signal }: Grid): Promise<number> {
  if (gridMs === 0) return 0
  const spentMs = clock.now().getTime() - since.getTime()
  const dueMs = (Math.floor(Math.max(spentMs, 0) / gridMs) + 1) * gridMs
  await pause(clock, dueMs - spentMs, signal)
  return dueMs
}

function isRefusal({ outcome }: Suggestion): boolean {
  return outcome === 'no-answer' || outcome === 'refused'
}

function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    const stop = (): void => {
      cancel()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', stop, { once: true })
  })
}
