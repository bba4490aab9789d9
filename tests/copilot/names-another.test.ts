import { expect, test } from 'vitest'
import { namesAnother } from '../../src/copilot/names-another.ts'

const ARTICLE =
  '星享会员价格\n会员一个月多少钱\n星享会员月卡 15 元，季卡 40 元，年卡 138 元。充值 68 元另有首充加赠。版本 8.6，状态码 P3 表示处理中。'

test.each([
  '家庭会员一个月多少钱',
  '家庭會員一個月多少錢',
  '金秋充值加赠有多少',
  '我的状态码P9是什么意思',
  'how do I cancel my Netflix plan',
])('%s names another thing', (question) => {
  expect(namesAnother(question, ARTICLE)).toBe(true)
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
  expect(namesAnother(question, ARTICLE)).toBe(false)
})
