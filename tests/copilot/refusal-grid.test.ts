import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import { leaveOnGrid } from '../../src/copilot/refusal-grid.ts'

const SINCE = new Date('2026-11-21T02:00:00Z')

/** A clock at `ms` after the request, which notes how long it is asked to wait. */
function clockAt(ms: number, waits: number[]): Clock {
  return {
    now: () => new Date(SINCE.getTime() + ms),
    after(delayMs, task) {
      waits.push(delayMs)
      queueMicrotask(task)
      return () => {}
    },
  }
}

const made = (outcome: Suggestion['outcome']): Suggestion => ({
  ...{ outcome, text: '…', sentences: [], missing: [], guidance: [], findings: [] },
  ...{ engine: 'extractive', forTurn: 1, generation: 1, ms: 7.3 },
})

describe('the grid that refusals leave on', () => {
  test.each([
    [0, 250, 250],
    [7, 243, 250],
    [249, 1, 250],
    [250, 250, 500],
    [613, 137, 750],
    // The clock was set back meanwhile.
    [-90, 340, 250],
  ])('after %i ms it waits for %i more and says that it took %i', async (spent, wait, ms) => {
    for (const outcome of ['no-answer', 'refused'] as const) {
      const waits: number[] = []
      const grid = { clock: clockAt(spent, waits), gridMs: 250, since: SINCE }
      expect(await leaveOnGrid(made(outcome), grid)).toEqual({ ...made(outcome), ms })
      expect(waits).toEqual([wait])
    }
  })

  test.each(['answer', 'clarify', 'soothe', 'escalate', 'nothing'] as const)(
    'is not for what is told: %s leaves at once',
    async (outcome) => {
      const waits: number[] = []
      const grid = { clock: clockAt(7, waits), gridMs: 250, since: SINCE }
      expect(await leaveOnGrid(made(outcome), grid)).toEqual(made(outcome))
      expect(waits).toEqual([])
    },
  )

  test('is left by whoever goes away while waiting', async () => {
    const running = new AbortController()
    let isCancelled = false
    const clock: Clock = {
      now: () => SINCE,
      after: () => () => {
        isCancelled = true
      },
    }
    const grid = { clock, gridMs: 250, since: SINCE, signal: running.signal }
    const leaving = leaveOnGrid(made('no-answer'), grid)
    running.abort(new Error('gone'))
    await expect(leaving).rejects.toThrow('gone')
    expect(isCancelled).toBe(true)
  })
})
