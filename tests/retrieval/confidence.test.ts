import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import {
  answerThreshold,
  CONFIDENCE_FILE,
  ConfidenceModel,
  estimateConfidence,
} from '../../src/retrieval/confidence.ts'
import { type ConfidenceFeatures, FEATURES } from '../../src/retrieval/confidence-features.ts'
import { LANGS } from '../../src/text/types.ts'

const all = (value: number) =>
  Object.fromEntries(FEATURES.map((name) => [name, value])) as ConfidenceFeatures

describe('confidence', () => {
  it('the stored model has every language, with a curve that trades answers for right ones', async () => {
    const model = ConfidenceModel.parse(JSON.parse(await readFile(CONFIDENCE_FILE, 'utf8')))
    for (const lang of LANGS) {
      const { curve } = model.languages[lang]
      expect(curve.length).toBeGreaterThan(10)
      const coverages = curve.map((point) => point.coverage)
      expect(coverages).toEqual([...coverages].sort((a, b) => b - a))
      expect(curve.at(-1)?.precision).toBeGreaterThan(curve[0]?.precision ?? 1)
    }
  })

  it.each(LANGS)('lies between 0 and 1 and rises with the fit, %s', (lang) => {
    expect(estimateConfidence(all(0), lang)).toBeGreaterThanOrEqual(0)
    expect(estimateConfidence(all(1), lang)).toBeLessThanOrEqual(1)
    expect(estimateConfidence({ ...all(0.5), asked: 1 }, lang)).toBeGreaterThan(
      estimateConfidence({ ...all(0.5), asked: 0 }, lang),
    )
    expect(answerThreshold(lang)).toBeGreaterThan(0.2)
    expect(answerThreshold(lang)).toBeLessThan(0.9)
  })
})
