import { expect, it } from 'vitest'
import { isInLanguage } from '../../evals/suites/is-in-language.ts'
import { judgeAnswer } from '../../evals/suites/judge-answer.ts'

it('Chinese is told from English, and one script from the other by what only one of them has', () => {
  expect(isInLanguage('您好，充值一般五分钟内到账。', 'zh-Hans')).toBe(true)
  expect(isInLanguage('您好，充值一般五分钟内到账。', 'zh-Hant')).toBe(false)
  expect(isInLanguage('您好，儲值通常五分鐘內到帳。', 'zh-Hant')).toBe(true)
  expect(isInLanguage('您好，儲值通常五分鐘內到帳。', 'zh-Hans')).toBe(false)
  expect(isInLanguage('Refunds take three days.', 'zh-Hans')).toBe(false)
  expect(isInLanguage('Refunds take three days.', 'en')).toBe(true)
  expect(isInLanguage('您好，退款三天到账。', 'en')).toBe(false)
})

it('a button named in Chinese, an address or nothing at all is in any language', () => {
  expect(isInLanguage('Open “我的” and tap “Refund”: the money is back in three days.', 'en')).toBe(
    true,
  )
  expect(isInLanguage('https://help.galaxyread.example 5', 'zh-Hant')).toBe(true)
  expect(isInLanguage('你好', 'zh-Hant')).toBe(true)
  expect(isInLanguage('', 'en')).toBe(true)
})

it('an answer in another language is no right answer', () => {
  const wanted = { outcome: ['answer'], gold: [], goldAll: false, mustSay: [], mustNotSay: [] }
  const suggestion = { outcome: 'answer' as const, text: '退款三天到账。', sentences: [] }
  const judged = judgeAnswer(suggestion, { ...wanted, lang: 'zh-Hant' }, (id) => id)
  expect(judged).toMatchObject({ isLanguageRight: false, passed: false })
  expect(judgeAnswer(suggestion, { ...wanted, lang: 'zh-Hans' }, (id) => id).passed).toBe(true)
})
