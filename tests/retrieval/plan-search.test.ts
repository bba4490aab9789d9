import { describe, expect, it } from 'vitest'
import { planSearch } from '../../src/retrieval/plan-search.ts'
import { queryTerms } from '../../src/retrieval/query-terms.ts'
import { inverseFrequency, type Statistics } from '../../src/retrieval/statistics.ts'
import { termKey } from '../../src/retrieval/term-keys.ts'

const query = (text: string, context: string[] = []) => ({ text, context, lang: 'en' as const })

function statistics(chunks: number, frequencies: Record<string, number>): Statistics {
  const entries = Object.entries(frequencies).map(
    ([word, count]) => [termKey('word', word), count] as const,
  )
  return { chunks, meanLength: 100, meanTitleLength: 5, frequencies: new Map(entries) }
}

describe('planSearch', () => {
  it('reads the rare terms in full and looks the frequent ones up for candidates only', () => {
    const plan = planSearch(
      queryTerms(query('zebra the')),
      statistics(50_000, { zebra: 12, the: 40_000 }),
    )
    expect(plan?.light.keys).toEqual([termKey('word', 'zebra')])
    expect(plan?.heavy.keys).toEqual([termKey('word', 'the')])
  })

  it('reads a frequent term in full when there is no other', () => {
    const plan = planSearch(queryTerms(query('the')), statistics(50_000, { the: 40_000 }))
    expect(plan?.light.keys).toEqual([termKey('word', 'the')])
  })

  it('keeps terms that no store knows for text released since', () => {
    const plan = planSearch(queryTerms(query('zebra')), statistics(10, {}))
    expect(plan?.light.keys).toEqual([])
    expect(plan?.all.keys).toContain(termKey('word', 'zebra'))
  })

  it('has nothing to look up in a text without words', () => {
    expect(planSearch(queryTerms(query('')), statistics(10, {}))).toBeNull()
    expect(planSearch(queryTerms(query('😀')), statistics(10, {}))).toBeNull()
  })

  it('looks up a bounded number of terms, however long the text', () => {
    const words = Array.from({ length: 5000 }, (_, i) => `w${i.toString(36)}`)
    const known = Object.fromEntries(words.map((word) => [word, 3]))
    const plan = planSearch(queryTerms(query(words.join(' '))), statistics(10_000, known))
    expect((plan?.light.keys.length ?? 0) + (plan?.heavy.keys.length ?? 0)).toBeLessThanOrEqual(48)
  })
})

describe('queryTerms', () => {
  const weightOf = (terms: ReturnType<typeof queryTerms>, text: string) =>
    terms.find((term) => term.view === 'word' && term.text === text)?.weight ?? 0

  it('what was said before weighs less, the longer ago the less', () => {
    const terms = queryTerms(query('zebra', ['lion', 'tiger']))
    expect(weightOf(terms, 'zebra')).toBeGreaterThan(weightOf(terms, 'lion'))
    expect(weightOf(terms, 'lion')).toBeGreaterThan(weightOf(terms, 'tiger'))
  })

  it('context does not make the words of the need louder', () => {
    const alone = weightOf(queryTerms(query('zebra')), 'zebra')
    expect(weightOf(queryTerms(query('zebra', ['zebra zebra'])), 'zebra')).toBe(alone)
  })
})

describe('inverseFrequency', () => {
  it('is BM25’s, by hand: ln(1 + (10 − 2 + ½) / (2 + ½))', () => {
    expect(inverseFrequency(statistics(10, { a: 2 }), termKey('word', 'a'))).toBeCloseTo(
      Math.log(4.4),
      10,
    )
  })

  it('is never negative, even for a term in every chunk', () => {
    expect(inverseFrequency(statistics(10, { a: 10 }), termKey('word', 'a'))).toBeGreaterThan(0)
    expect(inverseFrequency(statistics(10, { a: 99 }), termKey('word', 'a'))).toBeGreaterThan(0)
  })
})
