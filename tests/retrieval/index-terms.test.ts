import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexTerms } from '../../src/retrieval/index-terms.ts'
import { KEY_SPACE, termKey } from '../../src/retrieval/term-keys.ts'

const chunk = (text: string, more: Partial<Parameters<typeof indexTerms>[0]> = {}) =>
  indexTerms({ title: '', asks: [], headings: [], text, ...more })

describe('indexTerms', () => {
  it('counts the words that a reader sees', () => {
    const found = chunk('Refunds take three days. A refund is free.', { title: 'Refunds' })
    const at = found.terms.indexOf(termKey('word', 'refund'))
    expect(found.frequencies[at]).toBe(3)
    expect(at).toBeLessThan(found.words)
    expect(found.length).toBe(9)
  })

  it('ten ways of asking with one word do not make it ten times as frequent', () => {
    const found = chunk('', { title: '退款', asks: ['怎么退款', '退款多久', '能退款吗'] })
    const at = found.terms.indexOf(termKey('titleWord', '退款'))
    expect(found.frequencies[at]).toBe(1)
  })

  it('asks are found in the title view alone', () => {
    const found = chunk('text', { title: 'title', asks: ['elephant'] })
    expect(found.terms).toContain(termKey('titleWord', 'eleph'))
    expect(found.terms).not.toContain(termKey('word', 'eleph'))
  })

  it('does not index what markdown hides: link targets, tags, comments, slots', () => {
    const found = chunk(
      '[help](https://example.com/zebra) <b class="zebra">x</b> <!-- zebra --> {{zebra.name}}',
    )
    expect(found.terms).not.toContain(termKey('word', 'zebra'))
    expect(found.terms).toContain(termKey('word', 'help'))
  })

  it('both scripts give the same terms', () => {
    expect(chunk('會員退款說明')).toEqual(chunk('会员退款说明'))
  })

  it('keys are whole, in range, each once, features in rising order, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, title) => {
        const found = chunk(text, { title })
        expect(new Set(found.terms).size).toBe(found.terms.length)
        expect(found.frequencies.length).toBe(found.terms.length)
        expect(found.words).toBeLessThanOrEqual(found.terms.length)
        expect(found.gramWeights.length).toBe(found.gramKeys.length)
        const keys = [...found.gramKeys]
        expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b))
        for (const key of [...found.terms, ...keys]) {
          expect(Number.isInteger(key) && key >= 1 && key <= KEY_SPACE).toBe(true)
        }
      }),
    )
  })
})

describe('termKey', () => {
  it('stays what it was: it is stored', () => {
    expect(termKey('word', 'refund')).toBe(110_657_201)
    expect(termKey('bigram', '退款')).toBe(746_030_780)
  })

  it('differs between views', () => {
    expect(termKey('word', 'refund')).not.toBe(termKey('titleWord', 'refund'))
  })
})
