import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { Nearest } from '../../src/retrieval/find-nearest.ts'
import { fuseLanes, nearestOnly } from '../../src/retrieval/fuse-lanes.ts'
import type { Ranked } from '../../src/retrieval/rank-candidates.ts'

const where = (chunk: number, store: 'customer' | 'agent' = 'customer') => ({
  ...{ store, chunk, article: chunk, articleId: `a${chunk}`, family: `a${chunk}` },
  ...{ piece: 0, ways: [] },
})
const ranked = (chunk: number, score: number): Ranked => ({
  ...{ ...where(chunk), terms: score, grams: 0, score, asked: 0 },
  lanes: { terms: 1, grams: 1, asked: 1 },
})
const near = (chunk: number, similarity: number, store?: 'agent'): Nearest => ({
  ...where(chunk, store),
  similarity,
})
const order = (list: readonly Ranked[]) => list.map(({ chunk }) => chunk)

describe('fuseLanes', () => {
  test('what both lanes like beats what one of them likes', () => {
    const words = [ranked(1, 10), ranked(2, 9), ranked(3, 1), ranked(4, 0)]
    const nearest = [near(4, 0.9), near(2, 0.88), near(9, 0.3)]
    const fused = fuseLanes(words, { nearest, similarities: new Map([['customer:1', 0.35]]) }, 10)
    expect(order(fused)[0]).toBe(2)
  })

  test('the best of both keeps its score', () => {
    const nearest = [near(1, 0.9), near(2, 0.5)]
    const fused = fuseLanes([ranked(1, 10), ranked(2, 8)], { nearest, similarities: new Map() }, 10)
    expect(fused[0]).toMatchObject({ chunk: 1, score: 10, lanes: { dense: 1 } })
  })

  test('a chunk without a vector stands as it did by words', () => {
    const words = [ranked(1, 10), ranked(2, 8)]
    const nearest = [near(3, 0.9), near(4, 0.2)]
    const fused = fuseLanes(words, { nearest, similarities: new Map() }, 10)
    expect(fused).toEqual(words)
  })

  test('where the words find nothing, meaning orders alone', () => {
    const nearest = [near(3, 0.9), near(4, 0.6), near(5, 0.2)]
    const words = nearestOnly([], nearest).map(({ chunk }) => ranked(chunk, 0))
    const fused = fuseLanes(words, { nearest, similarities: new Map() }, 10)
    expect(order(fused)).toEqual([3, 4, 5])
    expect(fused[0]?.score).toBeGreaterThan(0)
    expect(fused[0]?.score).toBeLessThan(10)
  })

  test('chunks of two stores with the same key are two', () => {
    const found = nearestOnly([ranked(1, 10)], [near(1, 0.9), near(1, 0.8, 'agent')])
    expect(found.map(({ store }) => store)).toEqual(['agent'])
  })

  test('a lane that does not tell the chunks apart changes little, one that is sure much', () => {
    const words = [ranked(1, 10), ranked(2, 6), ...[3, 4, 5, 6].map((chunk) => ranked(chunk, 5))]
    const flat = words.map(({ chunk }) => near(chunk, chunk === 2 ? 0.51 : 0.5 - chunk / 100))
    const sure = words.map(({ chunk }) => near(chunk, chunk === 2 ? 0.9 : 0.4))
    const fuse = (nearest: Nearest[]) =>
      fuseLanes(
        words,
        {
          nearest: nearest.toSorted((a, b) => b.similarity - a.similarity),
          similarities: new Map(),
        },
        10,
      )
    expect(order(fuse(flat))[0]).toBe(1)
    const first = fuse(sure.map((one) => (one.chunk === 1 ? { ...one, similarity: 0.1 } : one)))[0]
    expect(first?.chunk).toBe(2)
    expect(first?.score).toBeLessThanOrEqual(10)
  })

  property.prop([
    fc.array(
      fc.record({
        score: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e4, noNaN: true })),
        similarity: fc.option(fc.double({ min: -1, max: 1, noNaN: true })),
      }),
      { maxLength: 12 },
    ),
    fc.constantFrom(0, 10),
  ])('scores fall, are above 0, and are never more than the best by words', (rows, ideal) => {
    const words = rows.map(({ score }, i) => ranked(i, score)).sort((a, b) => b.score - a.score)
    const nearest = rows
      .flatMap(({ similarity }, i) => (similarity === null ? [] : [near(i, similarity)]))
      .sort((a, b) => b.similarity - a.similarity)
    const scores = fuseLanes(words, { nearest, similarities: new Map() }, ideal).map(
      ({ score }) => score,
    )
    const best = Math.max(words[0]?.score ?? 0, 0.5 * ideal)
    for (const [i, score] of scores.entries()) {
      expect(score).toBeGreaterThan(0)
      expect(score).toBeLessThanOrEqual(best + 1e-5)
      expect(score).toBeLessThanOrEqual(scores[i - 1] ?? score)
    }
    expect(scores).toHaveLength(rows.length)
  })

  const similarity = fc.double({ min: -1, max: 1, noNaN: true })
  property.prop([
    fc.uniqueArray(fc.tuple(fc.nat(20), similarity, fc.double({ min: 0, max: 50, noNaN: true })), {
      selector: ([chunk]) => chunk,
      minLength: 1,
    }),
    fc.double({ min: 0.1, max: 3, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  ])(
    'where similarities begin and how far apart they lie makes no difference',
    (rows, by, from) => {
      const words = rows
        .map(([chunk, , score]) => ranked(chunk, score))
        .sort((a, b) => b.score - a.score)
      const nearest = (scale: (value: number) => number) =>
        rows
          .map(([chunk, value]) => near(chunk, scale(value)))
          .sort((a, b) => b.similarity - a.similarity)
      const scores = (list: Ranked[]) => new Map(list.map(({ chunk, score }) => [chunk, score]))
      const one = scores(
        fuseLanes(words, { nearest: nearest((value) => value), similarities: new Map() }, 10),
      )
      const other = scores(
        fuseLanes(
          words,
          { nearest: nearest((value) => value * by + from), similarities: new Map() },
          10,
        ),
      )
      const values = rows.map(([, value]) => value)
      fc.pre(Math.max(...values) - Math.min(...values) > 1e-3 || rows.length === 1)
      for (const [chunk, score] of one) {
        expect(Number.isFinite(score)).toBe(true)
        expect(other.get(chunk)).toBeCloseTo(score, 4)
      }
    },
  )
})
