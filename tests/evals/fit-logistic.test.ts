import { describe, expect, it } from 'vitest'
import { fitLogistic } from '../../evals/fit-logistic.ts'

describe('fitLogistic', () => {
  it('finds the share of positives when the features say nothing', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({
      features: { x: 1 },
      isPositive: i < 25,
      weight: 1,
    }))
    const { bias, weights } = fitLogistic(['x'], rows)
    expect(1 / (1 + Math.exp(-(bias + weights.x)))).toBeCloseTo(0.25, 2)
  })

  it('counts by weight', () => {
    const rows = [
      { features: { x: 0 }, isPositive: true, weight: 3 },
      { features: { x: 0 }, isPositive: false, weight: 1 },
    ]
    expect(1 / (1 + Math.exp(-fitLogistic(['x'], rows).bias))).toBeCloseTo(0.75, 2)
  })

  it('gives the weight to the feature that tells, whatever its scale', () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({
      features: { tells: (i % 20) * 1000, noise: (i * 7) % 13 },
      isPositive: i % 20 >= 10 ? i % 5 !== 0 : i % 5 === 0,
      weight: 1,
    }))
    const { bias, weights } = fitLogistic(['tells', 'noise'], rows)
    const at = (tells: number) =>
      1 / (1 + Math.exp(-(bias + weights.tells * tells + weights.noise * 6)))
    expect(at(19_000)).toBeGreaterThan(0.8)
    expect(at(0)).toBeLessThan(0.2)
    expect(Math.abs(weights.noise * 13)).toBeLessThan(0.5)
  })

  it('has a finite answer where a feature never changes and classes fall apart', () => {
    const rows = [0, 1].map((x) => ({ features: { x, same: 1 }, isPositive: x === 1, weight: 1 }))
    const { bias, weights } = fitLogistic(['x', 'same'], rows)
    for (const value of [bias, weights.x, weights.same]) expect(Number.isFinite(value)).toBe(true)
  })
})
