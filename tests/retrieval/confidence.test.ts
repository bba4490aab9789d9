import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import {
  answerThreshold,
  CONFIDENCE_FILE,
  ConfidenceModel,
  estimateConfidence,
} from '../../src/retrieval/confidence.ts'
import {
  type ConfidenceFeatures,
  confidenceFeatures,
  FEATURES,
  type RankedArticle,
} from '../../src/retrieval/confidence-features.ts'
import { queryTerms } from '../../src/retrieval/query-terms.ts'
import type { Statistics } from '../../src/retrieval/statistics.ts'
import { LANGS } from '../../src/text/types.ts'

const nothing = Object.fromEntries(FEATURES.map((name) => [name, 0])) as ConfidenceFeatures

describe('the stored model', () => {
  it('has every language, says what it was fitted on, and its curve trades answers for right ones', async () => {
    const model = ConfidenceModel.parse(JSON.parse(await readFile(CONFIDENCE_FILE, 'utf8')))
    expect(Object.values(model.fittedOn).every((samples) => samples > 0)).toBe(true)
    for (const lang of LANGS) {
      const { curve } = model.languages[lang]
      expect(curve.length).toBeGreaterThan(10)
      const coverages = curve.map((point) => point.coverage)
      expect(coverages).toEqual([...coverages].sort((a, b) => b - a))
      expect(curve.at(-1)?.precision).toBeGreaterThan(curve[0]?.precision ?? 1)
    }
  })

  it.each(LANGS)(
    'is surer of what stands out, and less sure of what has words missing, %s',
    (lang) => {
      const usual = { ...nothing, lift: 0.5, share: 0.3, size: 0.6, margin: 0.3, missing: 0.3 }
      const standsOut = { ...usual, lift: 0.9, share: 0.6, size: 0.9, margin: 0.7 }
      expect(estimateConfidence(standsOut, lang)).toBeGreaterThan(estimateConfidence(usual, lang))
      expect(estimateConfidence({ ...usual, missing: 0.6 }, lang)).toBeLessThan(
        estimateConfidence(usual, lang),
      )
      expect(estimateConfidence(nothing, lang)).toBeGreaterThanOrEqual(0)
      expect(answerThreshold(lang)).toBeGreaterThan(0)
      expect(answerThreshold(lang)).toBeLessThan(1)
    },
  )
})

describe('confidenceFeatures', () => {
  const article = (articleId: string, score: number, ways: string[] = []): RankedArticle => ({
    articleId,
    family: articleId,
    score,
    ways,
  })
  const first = {
    articleId: 'a',
    title: '会员价格',
    headings: [],
    text: '会员一个月 15 元。',
    score: 10,
  }
  const measure = (text: string, articles: RankedArticle[], own = first) => {
    const terms = queryTerms({ text, context: [], lang: 'zh-Hans' })
    const statistics: Statistics = {
      chunks: 100,
      meanLength: 50,
      meanTitleLength: 5,
      frequencies: new Map(terms.map((term) => [term.key, 3])),
    }
    return confidenceFeatures(own, articles, terms, statistics)
  }

  it('a counterpart in another language is no rival', () => {
    const twin = { ...article('a-en', 9.9), family: 'a' }
    const alone = measure('会员价格', [article('a', 10), article('b', 2), article('c', 2)])
    expect(measure('会员价格', [article('a', 10), twin, article('b', 2), article('c', 2)])).toEqual(
      alone,
    )
  })

  it('an article that others come close to stands out less', () => {
    const far = measure('会员价格', [article('a', 10), article('b', 2), article('c', 2)])
    const near = measure('会员价格', [article('a', 10), article('b', 9), article('c', 9)])
    expect(near.margin).toBeLessThan(far.margin)
    expect(near.lift).toBeLessThan(far.lift)
  })

  it('a thing that the article does not name is missing, whichever way the script', () => {
    const known = measure('会员多少钱一个月', [article('a', 10)]).missing
    expect(measure('实体卡多少钱一个月', [article('a', 10)]).missing).toBeGreaterThan(known)
    expect(measure('會員多少錢一個月', [article('a', 10)]).missing).toBeCloseTo(known, 1)
  })

  it('words of an ask count as the article having them', () => {
    const asked = article('a', 10, ['会员价格', '', '开通季卡怎么收费'])
    const features = measure('季卡怎么收费', [asked])
    expect(features.missing).toBeLessThan(measure('季卡怎么收费', [article('a', 10)]).missing)
    expect(features.asks).toBe(1)
    expect(features.askedWords).toBe(1)
  })

  it('an empty ranking and a question of stop words give finite figures', () => {
    for (const features of [
      measure('怎么', []),
      measure('', []),
      measure('会员', [article('a', 0)]),
    ])
      for (const name of FEATURES) expect(Number.isFinite(features[name]), name).toBe(true)
  })
})
