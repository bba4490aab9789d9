import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRunGate } from '../../src/copilot/run-gate.ts'

describe('letting runs through', () => {
  test('never more than the limit at once, each once, in order, none of the cancelled', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(
          fc.record({ isCancelled: fc.boolean(), ticks: fc.nat({ max: 3 }), fails: fc.boolean() }),
        ),
        async (limit, runs) => {
          const gate = createRunGate(limit)
          const begun: number[] = []
          let running = 0
          let most = 0
          const all = runs.map(({ isCancelled, ticks, fails }, index) => {
            const signal = isCancelled ? AbortSignal.abort() : new AbortController().signal
            return gate.run(signal, async () => {
              begun.push(index)
              most = Math.max(most, ++running)
              for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
              running -= 1
              if (fails) throw new Error('broken')
            })
          })
          await Promise.allSettled(all)
          const wanted = runs.flatMap((run, index) => (run.isCancelled ? [] : [index]))
          expect([begun, most <= limit]).toEqual([wanted, true])
        },
      ),
    )
  })
})

describe('work that can wait', () => {
  test('begins when nothing runs, and at once where nothing does', async () => {
    const gate = createRunGate(1)
    await gate.free()
    let end = (): void => {}
    const running = gate.run(
      new AbortController().signal,
      () => new Promise((done) => (end = done)),
    )
    let isFree = false
    const free = gate.free().then(() => {
      isFree = true
    })
    await Promise.resolve()
    expect(isFree).toBe(false)
    end()
    await running
    await free
    expect(isFree).toBe(true)
  })
})
