import { describe, expect, test } from 'vitest'
import { isSameQuestion, sketchOf } from '../../../src/insights/learn/sketch.ts'

const GLOSSARY = [
  {
    term: '充值',
    lang: 'zh-Hans' as const,
    synonyms: ['冲钱', '储值'],
    abbreviations: [],
    misspellings: [],
    isProduct: false,
  },
]
const sketch = (text: string) => sketchOf(text, GLOSSARY)!

describe('whether two questions ask the same', () => {
  test.each([
    ['充值没到账怎么办', '请问充值没有到账，怎么办呢？'],
    ['充值没到账怎么办', '充值沒到帳怎麼辦'],
    ['储值一直没到账', '充值没到账'],
    ['How do I cancel my membership?', 'how can i cancel membership'],
    ['refund for cancelled orders', 'Can I get refunds for a cancelled order?'],
  ])('the same: %s / %s', (one, other) => {
    expect(isSameQuestion(sketch(one), sketch(other))).toBe(true)
  })

  test.each([
    ['充值没到账怎么办', '会员怎么退款'],
    ['怎么取消会员自动续费', '怎么注销账号'],
    ['How do I cancel my membership?', 'How do I change my password?'],
    ['How do I cancel my membership?', 'What does membership cost in Canada for students?'],
  ])('not the same: %s / %s', (one, other) => {
    expect(isSameQuestion(sketch(one), sketch(other))).toBe(false)
  })

  test('a question of nothing but how it is asked says too little', () => {
    for (const text of ['怎么办呢', '那这个是什么', 'what is it', '?'])
      expect(sketchOf(text, [])).toBeNull()
  })

  test('a sketch holds no word and fits into integers of the database', () => {
    for (const piece of sketch('充值两小时了还没到账 order delayed'))
      expect(Number.isInteger(piece) && piece >= 0 && piece < 2 ** 31).toBe(true)
  })
})
