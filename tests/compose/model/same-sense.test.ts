import { describe, expect, test } from 'vitest'
import { findForeignWords } from '../../../src/compose/model/foreign-words.ts'
import { hasSameSense } from '../../../src/compose/model/same-sense.ts'

const BOTH = '未使用的可以退款，已使用的不可以退款，手续费 5%，最低 1 元。'

describe('the sense of a reworded sentence', () => {
  test.each([
    ['未使用的可以退款', BOTH],
    ['已使用的不可以退款', BOTH],
    ['手续费 5%，最低 1 元，未使用的可以退款', BOTH],
    ['不同渠道的到账时间是 3 天', '不同渠道的到账时间是 3 天，不能加急。'],
    ['Only members can get a refund.', 'Only members can get a refund, not guests.'],
    ['您最多 5 台設備', '會員最多 5 台設備，非會員 3 台。'],
    ['請注意，超過 7 天不予退款', '超过 7 天不予退款。'],
    ['僅限會員使用', '仅限会员使用，非会员不可。'],
  ])('is kept: %s', (text, source) => {
    expect(hasSameSense(text, source)).toBe(true)
  })

  test.each([
    ['已使用的可以退款', BOTH],
    ['未使用的不可以退款', BOTH],
    ['未使用的不可以退款，已使用的可以退款', BOTH],
    ['手续费 1 元，最低 5%', BOTH],
    ['可以用微信和支付宝付款', '可以用微信或支付宝付款'],
    ['购买前 7 天内可以退款', '使用前可以咨询，购买后 7 天内可以退款'],
    ['非会员最多 5 台，会员最多 3 台', '非会员最多可登录 3 台，会员最多 5 台。'],
    ['会员可以使用', '仅限会员使用，非会员不可。'],
    ['退款免手续费', '退款收取手续费。'],
    ['Members can get a refund.', 'Members cannot get a refund.'],
    ['Everybody can get a refund within 7 days.', 'Only members can get a refund within 7 days.'],
    [
      'You will get $5 within 7 days.',
      'You will get $7 within 5 days; the fee is $5 on 7 days notice.',
    ],
  ])('is turned: %s', (text, source) => {
    expect(hasSameSense(text, source)).toBe(false)
  })
})

describe('words that a passage does not have', () => {
  test.each([
    ['您可以在订单里申请退款', '在“我的—订单”申请退款', []],
    ['請聯繫王曉峰', '请联系人工客服', ['王', '晓', '峰']],
    ['You can request refunds there.', 'Request a refund from Apple.', []],
    ['Peter handles it', 'We handle it', ['peter']],
  ])('%s', (text, source, foreign) => {
    expect(findForeignWords(text, source)).toEqual(foreign)
  })
})
