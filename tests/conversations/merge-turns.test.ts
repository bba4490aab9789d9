import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type KeptTurn, mergeTurns } from '../../src/conversations/merge-turns.ts'
import type { Turn } from '../../src/conversations/types.ts'

function turn(more: Partial<Turn> & { seq: number }): Turn {
  return { speaker: 'customer', text: '充值没到账', final: true, rev: 0, ...more }
}

function deliver(turns: Turn[]): Map<number, KeptTurn> {
  const stored = new Map<number, KeptTurn>()
  for (const one of turns) {
    const merged = mergeTurns(stored, [one])
    if (merged.ok) for (const changed of merged.changed) stored.set(changed.seq, changed)
  }
  return new Map([...stored].sort(([a], [b]) => a - b))
}

describe('merging turns', () => {
  test('a turn sent again changes nothing', () => {
    const stored = deliver([turn({ seq: 1 })])
    expect(mergeTurns(stored, [turn({ seq: 1 })])).toEqual({
      ok: true,
      received: [{ seq: 1, rev: 0, status: 'unchanged' }],
      changed: [],
    })
  })

  test('a late partial never overwrites a final, whatever its revision', () => {
    const stored = deliver([turn({ seq: 1 })])
    const late = turn({ seq: 1, text: '充值', final: false, rev: 9 })
    expect(mergeTurns(stored, [late])).toMatchObject({
      received: [{ seq: 1, rev: 9, status: 'outdated' }],
      changed: [],
    })
  })

  test('a final with a higher revision corrects words and speaker', () => {
    const stored = deliver([turn({ seq: 1 })])
    const merged = mergeTurns(stored, [turn({ seq: 1, rev: 1, text: '已到账', speaker: 'agent' })])
    expect(merged).toMatchObject({
      received: [{ seq: 1, status: 'revised' }],
      changed: [{ text: '已到账', speaker: 'agent' }],
    })
  })

  test('other words or another speaker in the same place are a conflict, and nothing is merged', () => {
    const stored = deliver([turn({ seq: 1 })])
    const others = [turn({ seq: 2 }), turn({ seq: 1, text: '别的话' })]
    expect(mergeTurns(stored, others)).toEqual({ ok: false, seq: 1, reason: 'other-words' })
    expect(mergeTurns(stored, [turn({ seq: 1, speaker: 'agent' })])).toEqual({
      ok: false,
      seq: 1,
      reason: 'other-speaker',
    })
  })

  test('any order and any repetition of the same turns ends in the same state', () => {
    const told = fc
      .uniqueArray(
        fc.record({
          seq: fc.integer({ min: 1, max: 6 }),
          final: fc.boolean(),
          rev: fc.integer({ min: 0, max: 4 }),
          speaker: fc.constantFrom('customer' as const, 'agent' as const),
          text: fc.string({ unit: 'grapheme', maxLength: 12 }),
        }),
        { selector: (one) => `${one.seq} ${one.final} ${one.rev}`, minLength: 1, maxLength: 30 },
      )
      .chain((turns) =>
        fc.record({
          turns: fc.constant(turns),
          delivery: fc.array(fc.nat({ max: turns.length - 1 }), { maxLength: 30 }).chain((again) =>
            fc.shuffledSubarray([...turns, ...again.map((index) => turns[index]!)], {
              minLength: turns.length + again.length,
            }),
          ),
        }),
      )
    fc.assert(
      fc.property(told, ({ turns, delivery }) => {
        expect([...deliver(delivery)]).toEqual([...deliver(turns)])
      }),
    )
  })
})
