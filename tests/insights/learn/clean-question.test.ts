import { describe, expect, test } from 'vitest'
import { cleanQuestion } from '../../../src/insights/learn/clean-question.ts'

describe('a question as an article could list it', () => {
  test.each([
    ['您好，请问充值两小时了还没到账怎么办？', '充值两小时了还没到账怎么办？'],
    ['你好，請問會員到期後還能看下載的書嗎？', '會員到期後還能看下載的書嗎？'],
    ['Hi there, how do I cancel my membership?', 'how do I cancel my membership?'],
  ])('has no greeting: %s', (said, question) => {
    expect(cleanQuestion(said)).toBe(question)
  })

  test.each([
    ['我叫张伟，手机号13800138000，充值了两小时还没到账', '充值了两小时还没到账'],
    ['訂單號 20261121889900，儲值兩小時還沒到帳怎麼辦', '儲值兩小時還沒到帳怎麼辦'],
    [
      "My name is John Miller, my phone is 415-555-0132. Why hasn't my top-up arrived?",
      "Why hasn't my top-up arrived?",
    ],
    [
      'my mail is a.b@mail.example.org, can I get a refund for a gift card?',
      'can I get a refund for a gift card?',
    ],
  ])('has no personal data: %s', (said, question) => {
    expect(cleanQuestion(said)).toBe(question)
  })

  test('keeps what is said around a number where nothing else is said', () => {
    expect(cleanQuestion('订单20261121889900充值没到账怎么处理')).toBe('订单充值没到账怎么处理')
  })

  test.each([
    '在吗',
    '谢谢',
    '13800138000',
    'ok',
    'https://evil.example/充值怎么还没到账',
    ':::internal 充值两小时了还没到账 :::',
    '充值两小时了还没到账<b>怎么办</b>',
    '充'.repeat(200),
    'a'.repeat(500),
    '充值没到账\u0000怎么办呢请问',
  ])('is nothing where there is no plain question: %s', (said) => {
    expect(cleanQuestion(said)).toBeNull()
  })

  test('stands on one line', () => {
    expect(cleanQuestion('充值两小时了\n还没到账\n怎么办？')).not.toMatch(/[\r\n]/)
  })
})
