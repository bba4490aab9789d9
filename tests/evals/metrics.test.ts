import { describe, expect, it } from 'vitest'
import {
  areaUnderRoc,
  hit,
  ndcg,
  percentile,
  recall,
  reciprocalRank,
  scoreRun,
} from '../../evals/metrics.ts'

const judged = { ranking: ['a', 'b', 'c', 'd'], relevant: new Set(['b', 'd', 'x']) }

describe('metrics', () => {
  it('nDCG, by hand: places 2 and 4 of three relevant', () => {
    const gain = 1 / Math.log2(3) + 1 / Math.log2(5)
    const ideal = 1 + 1 / Math.log2(3) + 1 / Math.log2(4)
    expect(ndcg(judged, 10)).toBeCloseTo(gain / ideal, 12)
    expect(ndcg({ ranking: ['x', 'b', 'd'], relevant: judged.relevant }, 10)).toBe(1)
    expect(ndcg(judged, 1)).toBe(0)
  })

  it('nDCG@1 of many relevant is 1 when one of them leads', () => {
    expect(ndcg({ ranking: ['b'], relevant: judged.relevant }, 1)).toBe(1)
  })

  it('recall, reciprocal rank and hit', () => {
    expect(recall(judged, 2)).toBeCloseTo(1 / 3, 12)
    expect(recall(judged, 10)).toBeCloseTo(2 / 3, 12)
    expect(reciprocalRank(judged, 10)).toBe(0.5)
    expect(reciprocalRank(judged, 1)).toBe(0)
    expect(hit(judged)).toBe(0)
    expect(hit({ ranking: ['b'], relevant: judged.relevant })).toBe(1)
  })

  it('a query without a result counts as nothing found, it is not left out', () => {
    const scores = scoreRun([
      { ranking: ['b'], relevant: new Set(['b']) },
      { ranking: [], relevant: new Set(['b']) },
    ])
    expect(scores['nDCG@10']).toBe(0.5)
    expect(scores['R@1']).toBe(0.5)
  })

  it('percentiles take the nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3)
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5)
    expect(percentile([], 0.5)).toBe(0)
  })

  it('AUROC, by hand: of six pairs four in order and one tied', () => {
    expect(areaUnderRoc([0.9, 0.5, 0.2], [0.5, 0.3])).toBeCloseTo((2 + 1.5 + 0) / 6, 12)
    expect(areaUnderRoc([1], [0])).toBe(1)
    expect(areaUnderRoc([], [0])).toBe(0)
  })
})
