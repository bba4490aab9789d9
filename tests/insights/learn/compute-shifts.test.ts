import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeShifts, type Vote } from '../../../src/insights/learn/compute-shifts.ts'
import { voteOf } from '../../../src/insights/learn/judge-feedback.ts'
import { MOST_SHIFT } from '../../../src/retrieval/index.ts'

const NOW = new Date('2026-11-22T00:00:00Z')
const RULES = { minAgents: 2, minConversations: 5 }
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)

let count = 0
function votes(
  article: string,
  agent: string,
  vote: number,
  times: number,
  days = 0,
  sketch = [1, 2, 3],
): Vote[] {
  return Array.from({ length: times }, () => ({
    ...{ article, agent, vote, sketch, at: daysAgo(days) },
    conversation: `c-${count++}`,
  }))
}
const shiftOf = (all: Vote[], article = 'a') =>
  computeShifts(all, RULES, NOW).find((one) => one.article === article)?.shift ?? 0

describe('how far feedback moves an article', () => {
  test('down where agents agree that it was the wrong one, and never up', () => {
    const down = shiftOf([...votes('a', 'x', -1, 5), ...votes('a', 'y', -1, 5)])
    expect(down).toBeLessThan(-0.015)
    expect(shiftOf([...votes('a', 'x', 1, 50), ...votes('a', 'y', 1, 50)])).toBe(0)
    const mixed = [...votes('a', 'x', -1, 5), ...votes('a', 'y', -1, 5), ...votes('a', 'z', 1, 5)]
    expect(shiftOf(mixed)).toBeGreaterThan(down)
  })

  test('never by more than the most, whatever is voted', () => {
    const Votes = fc.array(
      fc.record({
        article: fc.constantFrom('a', 'b'),
        conversation: fc.string({ maxLength: 3 }),
        agent: fc.constantFrom('x', 'y', 'z'),
        sketch: fc.array(fc.nat({ max: 3 }), { maxLength: 3 }),
        vote: fc.double({ min: -1, max: 1, noNaN: true }),
        at: fc.date({ min: daysAgo(400), max: daysAgo(-10), noInvalidDate: true }),
      }),
    )
    fc.assert(
      fc.property(Votes, (all) =>
        computeShifts(all, RULES, NOW).every(({ shift }) => Math.abs(shift) <= MOST_SHIFT),
      ),
    )
  })

  test('one agent alone moves nothing, however often they say it', () => {
    expect(shiftOf(votes('a', 'x', -1, 1_000))).toBe(0)
  })

  test('one agent cannot turn the others round, and hardly moves what they agree on', () => {
    const honest = (vote: number) =>
      ['x', 'y', 'z', 'w'].flatMap((agent) => votes('a', agent, vote, 5))
    expect(shiftOf([...honest(1), ...votes('a', 'evil', -1, 10_000)])).toBe(0)
    const alone = shiftOf(honest(-1))
    const attacked = shiftOf([...honest(-1), ...votes('a', 'evil', 1, 10_000)])
    expect(alone).toBeLessThan(-0.02)
    expect(attacked).toBeLessThan(alone / 2)
  })

  test('two who agree are not enough where the others disagree', () => {
    const honest = ['x', 'y', 'z', 'w'].flatMap((agent) => votes('a', agent, 1, 5))
    const evil = ['p', 'q'].flatMap((agent) => votes('a', agent, -1, 10_000))
    expect(shiftOf([...honest, ...evil])).toBe(0)
  })

  test('many verdicts in one conversation are one', () => {
    const twice = [...votes('a', 'x', -1, 1), ...votes('a', 'y', -1, 1)]
    const many = Array.from({ length: 20 }, () => twice).flat()
    expect(shiftOf(many)).toBe(0)
  })

  test('what was said long ago counts less', () => {
    const said = (days: number) =>
      shiftOf([...votes('a', 'x', -1, 5, days), ...votes('a', 'y', -1, 5, days)])
    expect(said(0)).toBeLessThan(said(90))
    expect(said(90)).toBeLessThan(said(300))
  })

  test('only for what it was rejected for, and for nothing where that is not clear', () => {
    const about = (sketch: number[]) =>
      ['x', 'y'].flatMap((agent) => votes('a', agent, -1, 5, 0, sketch))
    const shifts = computeShifts([...about([1, 2, 3]), ...about([7, 8, 9])], RULES, NOW)
    expect(shifts.map(({ sketch }) => sketch)).toEqual([
      [1, 2, 3],
      [7, 8, 9],
    ])
    expect(shiftOf(about([]))).toBe(0)
    const apart = [1, 2, 3, 4, 5].flatMap((n) => votes('a', `agent:${n}`, -1, 1, 0, [n, 10 * n]))
    expect(shiftOf(apart)).toBe(0)
  })

  test('what is said on one article changes no other', () => {
    const own = [...votes('a', 'x', -1, 5), ...votes('a', 'y', -1, 5)]
    const others = [...votes('hidden', 'x', 1, 500), ...votes('hidden', 'q', -1, 500)]
    expect(shiftOf([...own, ...others])).toBe(shiftOf(own))
  })
})

describe('what a verdict says on the choice of the article', () => {
  const judged = { reason: null, finalText: null, text: '充值一般在十分钟内到账，请您稍后查看。' }

  test('used or praised: right; another article was meant: wrong; all else: nothing', () => {
    expect(voteOf({ ...judged, verdict: 'inserted' })).toBe(1)
    expect(voteOf({ ...judged, verdict: 'helpful' })).toBe(1)
    expect(voteOf({ ...judged, verdict: 'dismissed', reason: 'wrong-article' })).toBe(-1)
    expect(voteOf({ ...judged, verdict: 'dismissed' })).toBe(0)
    for (const reason of ['wrong-tone', 'out-of-date', 'wrong-language', 'confidential'])
      expect(voteOf({ ...judged, verdict: 'not-helpful', reason })).toBe(0)
  })

  test('an edit that kept the answer is acceptance, a text written anew says nothing', () => {
    const kept = '充值一般十分钟内到账，您稍后查看一下。'
    expect(voteOf({ ...judged, verdict: 'edited', finalText: kept })).toBe(1)
    expect(voteOf({ ...judged, verdict: 'edited', finalText: '会员退款请走人工渠道。' })).toBe(0)
    expect(voteOf({ ...judged, verdict: 'edited' })).toBe(0.5)
  })
})
