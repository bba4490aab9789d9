import { fc, test } from '@fast-check/vitest'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Classifier,
  type Example,
  loadClassifier,
  trainClassifier,
  UNKNOWN,
} from '../../../src/triage/classifier/index.ts'

const TEXTS: Record<string, string[]> = {
  refund: [
    'I want a refund',
    'please refund my order',
    'money back please',
    'how do I get my money back',
    'can you refund the membership',
    '我想退款',
    '怎么退钱',
    '会员能退吗',
    '订单可以退款吗',
    '請問怎麼退費',
  ],
  login: [
    'I cannot log in',
    'my password does not work',
    'login fails every time',
    'I forgot my password',
    'the sign in page rejects me',
    '登录不上',
    '密码忘了',
    '登录一直失败',
    '账号登不进去',
    '登入失敗怎麼辦',
  ],
  delivery: [
    'where is my parcel',
    'the parcel has not arrived',
    'when will it be delivered',
    'track my delivery',
    'delivery is late',
    '快递到哪了',
    '包裹还没到',
    '什么时候送到',
    '物流没有更新',
    '包裹寄到哪裡了',
  ],
  invoice: [
    'I need an invoice',
    'send me the invoice',
    'invoice with company name',
    'the invoice is wrong',
    'how to get a tax invoice',
    '要开发票',
    '发票抬头写错了',
    '电子发票怎么下载',
    '可以开公司发票吗',
    '發票什麼時候寄',
  ],
}
const EXAMPLES: Example[] = Object.entries(TEXTS).flatMap(([label, texts]) =>
  texts.map((text) => ({ text, label })),
)

describe('a classifier trained on examples', () => {
  let classifier: Classifier
  beforeAll(() => {
    classifier = trainClassifier(EXAMPLES)
  }, 60_000)

  it('knows new wordings of its classes in both scripts and English', () => {
    expect(classifier.predict('could I have my money back').label).toBe('refund')
    expect(classifier.predict('我的包裹怎么还没到').label).toBe('delivery')
    expect(classifier.predict('登入一直失敗').label).toBe('login')
  })

  it('names the words its answer rests on', () => {
    const { evidence } = classifier.predict('please send the invoice today')
    expect(evidence.map(({ term }) => term)).toContain('invoic')
    expect(evidence.every(({ weight }) => weight > 0)).toBe(true)
  })

  it('gives runner-up classes, and confidences that are together one', () => {
    const { ranking } = classifier.predict('refund for a late parcel')
    expect(ranking).toHaveLength(4)
    expect(ranking.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1)
  })

  it('calls what it has never seen unknown, and nothing at all too', () => {
    for (const text of ['', '   ', '🙂🙂', 'ζητω', 'Κυριακή μεσημέρι']) {
      expect(classifier.predict(text).label, text).toBe(UNKNOWN)
    }
  })

  it('is the same again from the same examples, and after being stored', () => {
    const stored = JSON.parse(JSON.stringify(classifier.toJSON()))
    const text = '发票和退款都要'
    expect(loadClassifier(stored).predict(text)).toEqual(classifier.predict(text))
    expect(trainClassifier(EXAMPLES).predict(text)).toEqual(classifier.predict(text))
  }, 60_000)

  it('refuses a stored classifier of another version', () => {
    const stored = { ...classifier.toJSON(), format: 0 }
    expect(() => loadClassifier(stored)).toThrow(/format 0/)
  })

  test.prop([fc.string({ unit: 'grapheme', maxLength: 200 })])(
    'whatever the text: confidences between 0 and 1, best first, and a label it knows',
    (text) => {
      const { label, confidence, ranking, novelty } = classifier.predict(text)
      expect([UNKNOWN, ...classifier.labels]).toContain(label)
      for (const value of [confidence, novelty, ...ranking.map((one) => one.confidence)]) {
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
      }
      for (const [i, one] of ranking.entries()) {
        expect(one.confidence).toBeLessThanOrEqual(ranking[i - 1]?.confidence ?? 1)
      }
    },
  )
})

describe('too little to learn from', () => {
  it('one class is refused with what is missing', () => {
    expect(() => trainClassifier([{ text: 'a', label: 'only' }])).toThrow(/two classes/)
    expect(() => trainClassifier([])).toThrow(/found 0/)
  })

  it('two classes with one example each still tell their own examples apart', () => {
    const classifier = trainClassifier([
      { text: 'refund please', label: 'refund' },
      { text: 'cannot log in', label: 'login' },
    ])
    expect(classifier.predict('refund please').ranking[0]?.label).toBe('refund')
  })
})
