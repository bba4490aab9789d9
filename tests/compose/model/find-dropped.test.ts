import { describe, expect, test } from 'vitest'
import { findDropped } from '../../../src/compose/model/find-dropped.ts'
import { given } from './given.ts'

const { passages, checks } = given(`## 办法

会员可以申请退款。须在购买后 7 天内提交，手续费 5%。

## 步骤

1. 打开“我的—订单”。
2. 点击“申请退款”，选择原因。
3. 提交后等待审核。

## 渠道

- 微信付款的，原路退回微信。
- 银行卡付款的，最长 5 个工作日到账。
`)
const ALL = passages.flatMap(({ sentences }) => sentences)
const WHOLE = ALL.map(({ text }) => text).join('\n')

/** What is missing where these sentences are told, in their own words. */
function missing(words: string[], required: string[] = []): string[] {
  const told = ALL.filter(({ text }) => words.some((one) => text.includes(one)))
  const text = told.map((one) => one.text).join('\n')
  const sentences = new Set(told)
  return findDropped(
    text,
    { sentences, passages, required: required.map((one) => ({ text: one })) },
    checks,
  )
}

describe('what an answer may not leave out', () => {
  test('nothing is missing where all is told', () => {
    const told = { sentences: new Set(ALL), passages, required: ALL }
    expect(findDropped(WHOLE, told, checks)).toEqual([])
  })

  test('the other steps of a list', () => {
    expect(missing(['打开'])).toEqual(['2. 点击“申请退款”，选择原因。', '3. 提交后等待审核。'])
  })

  test('the conditions of a paragraph that is told', () => {
    expect(missing(['会员可以申请退款'])).toContain('须在购买后 7 天内提交，手续费 5%。')
  })

  test('the condition of one item where another is told', () => {
    expect(missing(['微信付款'])).toEqual(['• 银行卡付款的，最长 5 个工作日到账。'])
  })

  test('what the extractive answer says of conditions, steps and figures, though told of elsewhere', () => {
    const others = ['手续费 5%，最低 1 元。', '感谢您的支持。', '1. 打开“我的—发票”。']
    expect(missing(['微信付款', '银行卡'], others)).toEqual([others[0], others[2]])
  })

  test('a clause with a figure cut out of a sentence that is told', () => {
    const told = ALL.filter(({ text }) => text.includes('须在购买后'))
    const required: never[] = []
    const parts = { sentences: new Set(told), passages, required }
    expect(findDropped('会员可以申请退款。须在购买后 7 天内提交。', parts, checks)).toContain(
      '手续费 5%。',
    )
  })
})
