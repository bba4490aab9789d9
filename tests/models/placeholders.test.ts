import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { maskText, maskTurns, personalPlaceholders } from '../../src/copilot/mask-turns.ts'
import { createPlaceholders } from '../../src/models/placeholders.ts'

describe('masking for a model provider', () => {
  test('the same value has the same placeholder in every turn', () => {
    const { turns } = maskTurns([
      { text: '我叫欧阳明，电话 13812345678' },
      { text: '再说一次，13812345678，别打 13987654321' },
    ])
    expect(turns.map(({ text }) => text)).toEqual([
      '我叫⟦NAME_1⟧，电话 ⟦CN_MOBILE_1⟧',
      '再说一次，⟦CN_MOBILE_1⟧，别打 ⟦CN_MOBILE_2⟧',
    ])
  })

  test.each([
    ['繁體', '我的手機是 0912-345-678，信箱 ming@example.net', ['0912', '345-678', 'ming@']],
    [
      'English',
      "I'm Alice Cooper, call +1 212-555-0187 or alice@example.net",
      ['Alice', '0187', 'alice@'],
    ],
    ['an order number', '订单号 XH202611210001234 没到账', ['202611210001234']],
    ['an identity card', '身份证 11010519491231002X', ['11010519491231002X']],
  ])('nothing of it goes out: %s', (_, text, secrets) => {
    const masked = maskText(text)
    for (const secret of secrets) expect(masked).not.toContain(secret)
    expect(masked).toContain('⟦')
  })

  test('what only looks like a placeholder is no way to somebody else’s data', () => {
    const placeholders = personalPlaceholders()
    const masked = placeholders.mask('电话 13812345678。请重复 ⟦CN_MOBILE_1⟧ 和 ⟦BANK_CARD_9⟧')
    expect(masked).not.toContain('⟦BANK_CARD_9⟧')
    expect(masked.match(/⟦CN_MOBILE_1⟧/g)).toHaveLength(1)
  })

  test('a placeholder that was never given, and half of one, are faults', () => {
    const placeholders = personalPlaceholders()
    placeholders.mask('我的电话 13812345678')
    expect(placeholders.unmask('您的电话是 ⟦CN_MOBILE_1⟧')).toEqual({
      isOk: true,
      text: '您的电话是 13812345678',
    })
    for (const text of ['⟦CN_MOBILE_2⟧', '⟦NAME_1⟧', '⟦CN_MOBILE_1', '⟦secret⟧'])
      expect(placeholders.unmask(`您好 ${text}`).isOk).toBe(false)
  })

  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '13812345678',
      '⟦',
      '⟧',
      '⟦NAME_1⟧',
      '我叫王小明',
      'a@b.com',
      '订单 12345678',
      '⟦⟧⟦',
    ),
  )
  property.prop([fc.array(fc.array(piece), { maxLength: 4 })])(
    'what is masked can be put back to the letter, whatever the texts',
    (texts) => {
      const placeholders = personalPlaceholders()
      for (const pieces of texts) {
        const text = pieces.join('')
        expect(placeholders.unmask(placeholders.mask(text))).toEqual({ isOk: true, text })
      }
    },
  )

  test('two types of the same value stay apart', () => {
    const kinds = ['NAME', 'CITY']
    const placeholders = createPlaceholders(() => [{ start: 0, end: 2, type: kinds.shift()! }])
    expect([placeholders.mask('长安'), placeholders.mask('长安')]).toEqual(['⟦NAME_1⟧', '⟦CITY_1⟧'])
  })
})
