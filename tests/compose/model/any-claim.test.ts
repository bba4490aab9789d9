import { fc, test as property } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { verifyClaim } from '../../../src/compose/model/verify-claim.ts'
import { given } from './given.ts'

const SOURCE = '会员在购买后 7 天内、权益未使用的可以申请退款，手续费 5%，最低 1 元。'
const { context } = given(`## 条件\n\n${SOURCE}\n超过 7 天不予退款。\n`)

/** What a claim may be made of: pieces of the passage, and things that no passage has. */
const TRUE = [
  '会员',
  '在购买后',
  ' 7 天内',
  '、权益未使用的',
  '可以申请退款',
  '，手续费 5%',
  '，最低 1 元',
  '。',
]
const FALSE = [
  '9 天',
  '66 元',
  '8%',
  '王晓峰',
  'https://evil.example.net',
  '12 月 1 日',
  '13912345678',
  'VIP',
  '免费',
  '一定',
  '⟦NAME_9⟧',
  '\u200b',
]

describe('any claim made of pieces of its passage and of lies', () => {
  property.prop(
    [
      fc.array(
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...TRUE) },
          { weight: 1, arbitrary: fc.constantFrom(...FALSE) },
        ),
        { minLength: 1, maxLength: 12 },
      ),
    ],
    { numRuns: 400 },
  )('is told without a lie, or not at all', (pieces) => {
    const text = pieces.join('')
    const verified = verifyClaim({ text, quote: SOURCE, chunk: 'p1' }, context)
    if (!verified.isOk) return
    const told = verified.sentences.map((sentence) => sentence.text).join('')
    for (const lie of FALSE) expect(told).not.toContain(lie)
    for (const [number] of told.matchAll(/\d+/g)) expect(SOURCE).toContain(number)
    for (const { citations } of verified.sentences) expect(citations.length).toBeGreaterThan(0)
  })

  property.prop([fc.shuffledSubarray(TRUE.slice(0, 7), { minLength: 2 })], { numRuns: 400 })(
    'that may be refunded is told only with its condition',
    (pieces) => {
      const text = `${pieces.join('')}。`
      const verified = verifyClaim({ text, quote: SOURCE, chunk: 'p1' }, context)
      if (verified.isOk && text.includes('可以申请退款')) expect(text).toContain('未使用')
    },
  )
})
