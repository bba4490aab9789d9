import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { groupItems } from '../../../src/editing/gaps/group-items.ts'

const all = (count: number) =>
  Array.from({ length: count }, (_, a) =>
    Array.from({ length: count }, (_, b) => [a, b] as const),
  ).flat()

describe('groups by average likeness', () => {
  test('one item that is like two groups does not make them one', () => {
    // 0 and 1 are one, 3 and 4 are one, 2 is half like both sides, the sides are nothing alike.
    const near: Record<string, number> = { '0 1': 0.9, '3 4': 0.9, '1 2': 0.6, '2 3': 0.6 }
    const likeness = (a: number, b: number) => near[`${Math.min(a, b)} ${Math.max(a, b)}`] ?? 0
    expect(groupItems(5, all(5), likeness, 0.5)).toEqual([[0, 1], [2], [3, 4]])
  })

  test('pairs that nobody named count when groups are compared, and start nothing', () => {
    const likeness = () => 0.8
    expect(groupItems(4, [], likeness, 0.5)).toEqual([[0], [1], [2], [3]])
    expect(
      groupItems(
        4,
        [
          [0, 1],
          [1, 2],
          [2, 3],
        ],
        likeness,
        0.5,
      ),
    ).toEqual([[0, 1, 2, 3]])
  })

  property.prop([
    fc.integer({ min: 1, max: 12 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 144, maxLength: 144 }),
    fc.double({ min: 0.05, max: 0.95, noNaN: true }),
  ])(
    'every item is in one group, and a group is alike on average, whatever the likenesses',
    (count, values, same) => {
      const likeness = (a: number, b: number) => values[Math.min(a, b) * 12 + Math.max(a, b)]!
      const groups = groupItems(count, all(count), likeness, same)
      expect(groups.flat().sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, at) => at),
      )
      for (const group of groups.filter(({ length }) => length === 2))
        expect(likeness(group[0]!, group[1]!)).toBeGreaterThanOrEqual(same)
      expect(groupItems(count, all(count), likeness, same)).toEqual(groups)
    },
  )
})
