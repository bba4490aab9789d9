import { describe, expect, it } from 'vitest'
import { formatProgress } from '../../src/cli/progress.ts'

describe('formatProgress', () => {
  it('shows a bar, the count, the rate and the time left', () => {
    expect(formatProgress({ phase: 'indexing', done: 500, total: 2_000 }, 250)).toBe(
      'indexing ██████──────────────────  500/2000  2,000/s  1 s left',
    )
  })

  it('shows the phase alone while there is nothing to count', () => {
    expect(formatProgress({ phase: 'opening the database', done: 0, total: 0 }, 10)).toBe(
      'opening the database',
    )
  })

  it('has no time left when it is done', () => {
    expect(formatProgress({ phase: 'indexing', done: 4, total: 4 }, 8)).toMatch(/4\/4 {2}500\/s$/)
  })
})
