import { describe, expect, test } from 'vitest'
import { verifyClaim } from '../../../src/compose/model/verify-claim.ts'
import { given, judge, NONCE } from './given.ts'

const REFUND = given(`## 条件

会员在购买后 7 天内、权益未使用的可以申请退款，手续费 5%，最低 1 元。超过 7 天不予退款。款项会在 3 个工作日内原路退回。

## 办法

1. 打开“我的—订单”，选择会员订单。
2. 点击“申请退款”。

详情见 [官网](https://galaxyread.example/refund) 或 [论坛](https://elsewhere.example.net/x)。
`)
const SENTENCE = '会员在购买后 7 天内、权益未使用的可以申请退款，手续费 5%，最低 1 元。'

describe('a claim', () => {
  test('that is the quote itself is told as it stands in the article', () => {
    expect(judge(REFUND, { text: '超过7天，不予退款' })).toBe('quoted: 超过 7 天不予退款。')
  })

  test('cites the exact words with their offsets', () => {
    const { context } = REFUND
    const claim = {
      text: '款项 3 个工作日内原路退回',
      quote: '款项会在 3 个工作日内原路退回',
      chunk: 'p1',
    }
    const verified = verifyClaim(claim, context)
    expect(verified).toMatchObject({
      isOk: true,
      sentences: [
        {
          basis: 'grounded',
          citations: [{ article: 'refund-rules', quote: '款项会在 3 个工作日内原路退回。' }],
        },
      ],
    })
  })

  test.each([
    ['joined and shortened', '您在购买后 7 天内、权益未使用的，可以申请退款。', SENTENCE],
    [
      'in another order',
      '手续费 5%，最低 1 元，会员可以在购买后 7 天内、权益未使用的申请退款。',
      SENTENCE,
    ],
    ['other marks and widths', '款项会在３个工作日内，原路退回。', '款项会在3个工作日内原路退回'],
  ])('reworded from the passage’s own words stands: %s', (_, text, quote) => {
    expect(judge(REFUND, { text, quote })).toMatch(/^(?:grounded|quoted): /)
  })

  test.each([
    ['a number', '会员在购买后 9 天内、权益未使用的可以申请退款。', 'unsupported-specific'],
    ['a number in words', '会员在购买后九天内、权益未使用的可以申请退款。', 'unsupported-specific'],
    ['an amount', '手续费 5%，最低 2 元。', 'unsupported-specific'],
    ['a date', '12 月 1 日起可以申请退款，手续费 5%。', 'unsupported-specific'],
    ['a link', '请在 https://refund.example.net 申请退款，手续费 5%。', 'unsupported-specific'],
    ['a name', '会员在购买后 7 天内可以找王晓峰申请退款。', 'foreign-words'],
    ['a promise', '会员在购买后 7 天内保证可以申请退款。', 'foreign-words'],
    ['a denial taken away', '超过 7 天可以退款。', 'other-sense'],
    ['a condition taken away', '会员在购买后 7 天内可以申请退款。', 'other-sense'],
    ['a denial put in', '会员在购买后 7 天内、权益未使用的不可以申请退款。', 'foreign-words'],
    ['figures exchanged', '手续费 1 元，最低 5%。', 'other-sense'],
    ['another language', 'Members can ask for a refund within 7 days, fee 5%.', 'wrong-language'],
    ['hidden characters', '手续费 5%，\u200b最低 1 元\u2060可以。', 'guard'],
  ])('that brings in or turns %s is cut', (_, text, reason) => {
    const quotes = ['超过 7 天不予退款。', SENTENCE]
    const quote = text.startsWith('超过') ? quotes[0]! : SENTENCE
    expect(judge(REFUND, { text, quote })).toBe(reason)
  })

  test.each([
    [
      'a quote that stands nowhere',
      { text: '手续费 5%', quote: '手续费 6%，最低 1 元' },
      'quote-not-found',
    ],
    [
      'a quote too short to prove anything',
      { text: '手续费 5%', quote: '会员' },
      'quote-not-found',
    ],
    [
      'no passage of this request',
      { text: '手续费 5%', quote: SENTENCE, chunk: 'p9' },
      'unknown-passage',
    ],
    ['the delimiter of the prompt', { text: `手续费 5% ${NONCE}`, quote: SENTENCE }, 'prompt-echo'],
    [
      'a placeholder it invented',
      { text: '⟦NAME_7⟧，手续费 5%。', quote: SENTENCE },
      'invented-placeholder',
    ],
    [
      'the customer’s number',
      { text: '手续费 5%，⟦CN_MOBILE_1⟧。', quote: SENTENCE },
      'personal-data',
    ],
    ['nothing but marks', { text: '**…**', quote: SENTENCE }, 'empty'],
    ['words without end', { text: '会员可以申请退款。'.repeat(100), quote: SENTENCE }, 'too-long'],
  ])('with %s is cut', (_, claim, reason) => {
    expect(judge(REFUND, claim)).toBe(reason)
  })

  test('may address the customer by the name they gave', () => {
    const claim = { text: '⟦NAME_1⟧您好，手续费 5%，最低 1 元。', quote: SENTENCE, chunk: 'p1' }
    expect(judge(REFUND, claim)).toBe('grounded: 王晓明您好，手续费 5%，最低 1 元。')
  })

  test('a passage holds official links only, so no other can be quoted', () => {
    const text = REFUND.passages
      .flatMap(({ sentences }) => sentences.map((one) => one.text))
      .join('\n')
    expect(text).toContain('https://galaxyread.example/refund')
    expect(text).not.toContain('elsewhere.example.net')
  })

  test('is told in the customer’s script, whichever it was written in', () => {
    const hant = given('会员在购买后 7 天内可以申请退款，手续费 5%。', { speaks: 'zh-Hant' })
    const quote = '會員在購買後 7 天內可以申請退款'
    expect(judge(hant, { text: '您可以在購買後 7 天內申請退款。', quote })).toBe(
      'grounded: 您可以在購買後 7 天內申請退款。',
    )
    expect(judge(hant, { text: '您可以在购买后 7 天内申请退款。', quote })).toBe(
      'grounded: 您可以在購買後 7 天內申請退款。',
    )
  })

  describe('in English', () => {
    const ENGLISH = given(
      'Members can get a refund within 7 days of purchase unless benefits were used. The fee is 5%, at least $1. It cannot be paid out in coins.',
      { lang: 'en' },
    )
    const FIRST = 'Members can get a refund within 7 days of purchase unless benefits were used.'
    test.each([
      ['You can get a refund within 7 days of purchase unless benefits were used.', FIRST],
      ['The fee is 5%, at least $1.', 'The fee is 5%'],
    ])('stands: %s', (text, quote) => {
      expect(judge(ENGLISH, { text, quote })).toMatch(/^(?:grounded|quoted): /)
    })
    test.each([
      ['You can get a refund within 9 days of purchase.', FIRST, 'unsupported-specific'],
      ['You can get a refund within 7 days of purchase.', FIRST, 'other-sense'],
      ['Peter will refund you within 7 days of purchase.', FIRST, 'foreign-words'],
      ['It can be paid out in coins.', 'It cannot be paid out in coins.', 'other-sense'],
      ['会员在 7 天内可以退款。', FIRST, 'wrong-language'],
    ])('is cut: %s', (text, quote, reason) => {
      expect(judge(ENGLISH, { text, quote })).toBe(reason)
    })
    test('of two sentences falls or stands as a whole', () => {
      const text = 'The fee is 5%, at least $1. It is paid out in gold.'
      expect(judge(ENGLISH, { text, quote: 'The fee is 5%, at least $1.' })).toBe('foreign-words')
    })
  })
})
