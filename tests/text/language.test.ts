import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../src/text/language.ts'

describe('detectLanguage', () => {
  const cases: [string, string][] = [
    ['充值两小时了还没到账', 'zh-Hans'],
    ['儲值兩小時了還沒到帳', 'zh-Hant'],
    ['請問會員怎麼退款', 'zh-Hant'],
    ['怎么退款', 'zh-Hans'],
    ['你好', 'zh-Hans'],
    ['How do I get a refund?', 'en'],
    ['refund', 'en'],
    ['VIP 会员怎么取消', 'zh-Hans'],
    ['我的 iPhone 15 Pro Max 打不开 Galaxy Reading app', 'zh-Hans'],
    ['What is 月票 and how do I buy it?', 'en'],
    ['I bought 星河閱讀 membership yesterday but it is not active', 'en'],
    ['皇后的后宫', 'zh-Hans'],
    ['app 閃退', 'zh-Hant'],
    ['', 'zh-Hans'],
    ['😀 123', 'zh-Hans'],
  ]
  it.each(cases)('%s is %s', (text, lang) => {
    expect(detectLanguage(text)).toBe(lang)
  })

  it('takes the given language for text without letters', () => {
    expect(detectLanguage('12345', 'en')).toBe('en')
  })
})
