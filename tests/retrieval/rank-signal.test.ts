import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inLearnedOrder, MOST_SHIFT } from '../../src/retrieval/rank-signal.ts'
import type { Passage } from '../../src/retrieval/types.ts'

function passage(
  articleId: string,
  score: number,
  audience: Passage['audience'] = 'customer',
): Passage {
  return {
    ...{ articleId, score, audience, chunkId: `${articleId}#0`, title: articleId, lang: 'en' },
    ...{ headings: [], text: articleId, start: 0, end: 1, line: 1, rev: 'r', module: null },
    ...{ isStandardReply: false, isStale: false, rank: 0, why: { terms: [], lanes: {} } },
  }
}
const ranked = (passages: Passage[]) =>
  passages.toSorted((a, b) => b.score - a.score).map((one, i) => ({ ...one, rank: i + 1 }))
const signal = (shifts: Map<string, number>) => ({
  articles: new Set(shifts.keys()),
  shiftsFor: (text: string) => (text === 'asked' ? shifts : new Map<string, number>()),
})
const idsOf = (passages: Passage[]) => passages.map(({ articleId }) => articleId)

const Passages = fc
  .uniqueArray(
    fc.tuple(
      fc.string({ minLength: 1, maxLength: 4 }),
      fc.double({ min: 0.001, max: 100, noNaN: true }),
    ),
    {
      selector: ([id]) => id,
      maxLength: 12,
    },
  )
  .map((all) => ranked(all.map(([id, score]) => passage(id, score))))
const Shifts = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), {
  minLength: 12,
  maxLength: 12,
})

describe('the order that feedback gives', () => {
  test('without a signal, or with none for these articles, the passages are the very same', () => {
    const passages = ranked([passage('a', 3), passage('b', 2)])
    expect(inLearnedOrder(passages, 'asked', null)).toBe(passages)
    expect(inLearnedOrder(passages, 'asked', signal(new Map([['c', 0.05]])))).toBe(passages)
  })

  test('holds the same passages, ranks and scores, whatever the signal says', () => {
    fc.assert(
      fc.property(Passages, Shifts, (passages, own) => {
        const shifts = new Map(passages.map(({ articleId }, i) => [articleId, own[i]!]))
        const ordered = inLearnedOrder(passages, 'asked', signal(shifts))
        expect(idsOf(ordered).toSorted()).toEqual(idsOf(passages).toSorted())
        expect(ordered.map(({ rank, score }) => [rank, score])).toEqual(
          passages.map(({ rank, score }) => [rank, score]),
        )
      }),
    )
  })

  test('never brings a passage before one that fits clearly better, whatever the signal says', () => {
    const most = (1 + MOST_SHIFT) / (1 - MOST_SHIFT)
    fc.assert(
      fc.property(Passages, Shifts, (passages, own) => {
        const shifts = new Map(passages.map(({ articleId }, i) => [articleId, own[i]!]))
        const fit = new Map(passages.map(({ articleId, score }) => [articleId, score]))
        const order = idsOf(inLearnedOrder(passages, 'asked', signal(shifts))).map(
          (id) => fit.get(id)!,
        )
        for (const [i, before] of order.entries())
          for (const after of order.slice(i + 1))
            expect(after).toBeLessThanOrEqual(before * most * (1 + 1e-9))
      }),
    )
  })

  test('moves customers’ text alone, and says by how much', () => {
    const passages = ranked([passage('a', 3), passage('b', 2.99), passage('c', 2.98, 'agent')])
    const shifts = new Map([
      ['a', -0.02],
      ['c', 0.05],
    ])
    const ordered = inLearnedOrder(passages, 'asked', signal(shifts))
    expect(idsOf(ordered)).toEqual(['b', 'c', 'a'])
    expect(ordered.map(({ why }) => why.learned)).toEqual([undefined, undefined, -0.02])
    expect(inLearnedOrder(passages, 'another question', signal(shifts))).toBe(passages)
  })
})
