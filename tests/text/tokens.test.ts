import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokenize } from '../../src/text/tokens.ts'

describe('tokenize', () => {
  it('stems English words, and finds them side by side', () => {
    const tokens = tokenize("How do I get refunds for the customer's subscription?")
    expect(tokens.words).toEqual([
      'how',
      'do',
      'i',
      'get',
      'refund',
      'for',
      'the',
      'custom',
      'subscript',
    ])
    expect(tokens.pairs).toContain('get refund')
  })

  it('sees Chinese as words, characters and bigrams, alike in both scripts', () => {
    expect(tokenize('會員退款').bigrams).toEqual(['会员', '员退', '退款'])
    expect(tokenize('会员退款')).toEqual(tokenize('會員退款'))
    expect(tokenize('会员退款').characters).toEqual(['会', '员', '退', '款'])
  })

  it('keeps numbers whole and codes apart at their seams', () => {
    expect(tokenize('12,600元').words).toEqual(['12600', '元'])
    expect(tokenize('COVID-19').words).toEqual(tokenize('covid19').words)
    expect(tokenize('iPhone15').words).toEqual(['iphon', '15'])
    expect(tokenize('v1.5').words).toContain('1.5')
  })

  it('a name inside Chinese is a word of its own', () => {
    expect(tokenize('我的VIP会员').words).toContain('vip')
    expect(tokenize('ＶＩＰ會員').words).toEqual(tokenize('vip会员').words)
  })

  it('does not join words across a sentence', () => {
    expect(tokenize('refund. Policy').pairs).toEqual([])
    expect(tokenize('退款。会员').pairs).toEqual([])
  })

  it('misspellings share most of their fragments', () => {
    const right = new Set(tokenize('membership').fragments)
    const wrong = tokenize('membershp').fragments
    expect(wrong.filter((fragment) => right.has(fragment)).length).toBeGreaterThan(4)
  })

  it('finds nothing in emoji, punctuation and lone surrogates', () => {
    for (const text of ['', '😀🎉', '！？…', '\ud800\udfff\udc00', '\u200b\u202e']) {
      expect(tokenize(text).words, JSON.stringify(text)).toEqual([])
    }
  })

  it('a run of ten thousand letters is cut, not followed', () => {
    const tokens = tokenize('a'.repeat(10_000))
    expect(tokens.words[0]?.length).toBeLessThan(100)
    expect(tokens.fragments.length).toBeLessThan(100)
  })

  it('reads every text, and the same text alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const tokens = tokenize(text)
        expect(tokenize(text)).toEqual(tokens)
        expect(tokens.words.every((word) => word !== '')).toBe(true)
        expect(tokens.pairs.length).toBeLessThanOrEqual(Math.max(0, tokens.words.length - 1))
      }),
    )
  })
})
