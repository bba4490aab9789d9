import { describe, expect, it } from 'vitest'
import { fitModel, type Sample } from '../../evals/fit-confidence.ts'
import { fitLogistic } from '../../evals/fit-logistic.ts'
import { applyModel } from '../../src/retrieval/confidence.ts'
import { type ConfidenceFeatures, FEATURES } from '../../src/retrieval/confidence-features.ts'

const features = (asked: number, rest = 0.5): ConfidenceFeatures => ({
  ...(Object.fromEntries(FEATURES.map((name) => [name, rest])) as ConfidenceFeatures),
  asked,
})

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
})

describe('fitModel', () => {
  it('tells questions with an answer from those without, when a feature does', () => {
    const samples: Sample[] = Array.from({ length: 60 }, (_, i) => ({
      set: 'set',
      lang: i % 3 === 0 ? 'en' : i % 3 === 1 ? 'zh-Hans' : 'zh-Hant',
      features: features((i % 10) / 10),
      isAnswerable: i % 10 >= 5,
      isRight: i % 10 >= 5,
    }))
    const model = fitModel(samples, '2026-01-01')
    expect(model.languages.en.auroc).toBe(1)
    expect(applyModel(features(0.9), model.languages.en)).toBeGreaterThan(0.7)
    expect(applyModel(features(0.1), model.languages['zh-Hant'])).toBeLessThan(0.3)
    expect(model.sets).toEqual(['set'])
  })
})
