import { expect, test } from 'vitest'
import { namesAnother } from '../../src/copilot/names-another.ts'
import type { GlossaryTerm } from '../../src/desk/types.ts'

const term = (name: string, isProduct: boolean, synonyms: string[] = []): GlossaryTerm => ({
  term: name,
  lang: 'zh-Hans',
  synonyms,
  abbreviations: [],
  misspellings: [],
  isProduct,
})
const GLOSSARY = [term('星享会员', true, ['会员']), term('月票', true), term('退款', false)]

const ARTICLE =
  '星享会员价格\n会员一个月多少钱\n星享会员月卡 15 元，季卡 40 元，年卡 138 元。充值 68 元另有首充加赠。版本 8.6，状态码 P3 表示处理中。'

test.each([
  '家庭会员一个月多少钱',
  '家庭會員一個月多少錢',
  '盛典票一天最多能拿几张',
  '礼物卡怎么买',
  '實體儲值卡在哪裡兌換',
  '金秋充值加赠有多少',
  '我的状态码P9是什么意思',
  'how do I cancel my Netflix plan',
  'is there a Star Lounge button',
])('%s names another thing', (question) => {
  expect(namesAnother(question, ARTICLE, GLOSSARY)).toBe(true)
})

test.each([
  '会员一个月多少钱',
  '星享会员年卡多少钱',
  '不开会员能看吗',
  '我想续费会员',
  '首充加赠多少',
  '状态码P3是什么',
  'How much is the membership?',
  '信用卡过期所以会员断了',
])('%s may be about it', (question) => {
  expect(namesAnother(question, ARTICLE, GLOSSARY)).toBe(false)
})

test('the kinds of things are those of the desk: another desk has other products', () => {
  expect(namesAnother('家庭会员一个月多少钱', ARTICLE, [])).toBe(false)
  expect(namesAnother('旧版行李箱怎么保修', '登机行李箱保修三年', [term('登机行李箱', true)])).toBe(
    true,
  )
  expect(namesAnother('苹果退款多久', ARTICLE, GLOSSARY)).toBe(false)
})
