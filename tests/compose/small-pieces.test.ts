import { describe, expect, test } from 'vitest'
import { fillSlots } from '../../src/compose/fill-slots.ts'
import { composeNoAnswer } from '../../src/compose/no-answer.ts'
import { pickPhrase } from '../../src/compose/set-phrase.ts'
import { readSmallTalk } from '../../src/compose/small-talk.ts'
import { isQuestion, splitNeeds } from '../../src/compose/split-needs.ts'
import { topicOf } from '../../src/compose/vague-need.ts'
import { makeDesk } from './desk-fixture.ts'

describe('slots', () => {
  test('known ones are filled, a form of address goes alone, an unknown one takes its clause along', () => {
    expect(
      fillSlots('{{customer.address}}好，我是{{agent.name}}，请说。', {
        'customer.address': '您',
        'agent.name': '小星',
      }),
    ).toBe('您好，我是小星，请说。')
    expect(fillSlots('您好，我是{{agent.name}}，很高兴为您服务。', {})).toBe(
      '您好，很高兴为您服务。',
    )
    expect(fillSlots('{{customer.name}}女士，请稍等。', {})).toBe('请稍等。')
    expect(fillSlots('单号为{{ticket.no}}。', {})).toBe('')
    expect(fillSlots('Hello {{customer.name}}, please wait.', {})).toBe('Hello, please wait.')
  })
})

describe('set phrases', () => {
  const desk = makeDesk()

  test('the choice depends on conversation and turn only, and is the same every time', () => {
    const pick = (turn: number) =>
      pickPhrase(desk, 'refuse', 'zh-Hans', { conversation: 'c-1', turn }, {})
    expect(pick(1)).toBe(pick(1))
    expect(new Set([...Array(20).keys()].map(pick)).size).toBe(2)
  })

  test('a script the desk has no phrase in borrows the other one', () => {
    expect(pickPhrase(desk, 'soothe', 'zh-Hant', { conversation: 'c', turn: 1 }, {})).toBe(
      '非常抱歉給您帶來不便，您的心情我完全理解。',
    )
  })

  test('the reply to the unknown has no confidence, nothing missing and no citation', () => {
    const draft = composeNoAnswer(desk, 'en', { conversation: 'c', turn: 3 }, {})
    expect(draft).toEqual({
      outcome: 'no-answer',
      sentences: [
        {
          text: 'I have no information to share on that.',
          basis: 'phrase',
          citations: [],
          lead: '',
        },
      ],
      missing: [],
    })
  })
})

describe('small talk', () => {
  test.each([
    ['你好', 'greeting'],
    ['在嗎？', 'greeting'],
    ['Hi there!', 'greeting'],
    ['好的，谢谢您的帮助', 'thanks'],
    ['Thank you so much', 'thanks'],
    ['没问题了谢谢', 'bye'],
    ["That's all, thanks", 'bye'],
    ['沒有其他問題了', 'bye'],
    ['嗯嗯', 'acknowledgement'],
    ['ok', 'acknowledgement'],
    ['👍', 'acknowledgement'],
  ])('%s is %s', (text, kind) => {
    expect(readSmallTalk(text)).toBe(kind)
  })

  test.each([
    '怎么退款',
    '好的那怎么退',
    'hi, my order is late',
    '你好我要退款',
    'ok but where is it',
    '没到账',
  ])('%s asks for something', (text) => {
    expect(readSmallTalk(text)).toBeNull()
  })
})

describe('texts made to be slow', () => {
  test.each([
    `${'好'.repeat(39)}x`,
    `${'请问'.repeat(30)}x`,
    `${'谢谢'.repeat(2000)}怎`,
    `${'ok '.repeat(2000)}x`,
    `${'好的我知道了'.repeat(6)}退`,
    'i have a question '.repeat(300),
  ])('are read at once', (text) => {
    const started = performance.now()
    readSmallTalk(text)
    topicOf(text)
    splitNeeds([text])
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('what a need is about', () => {
  test.each([
    ['我有个问题', ''],
    ["it doesn't work", ''],
    ['出问题了怎么办', ''],
    ['会员的事想问一下', '会员'],
    ['我要問退費', '退費'],
    ['充值有问题', '充值'],
    ['I have a question about refunds', 'refunds'],
    ['怎么退款', '怎么退款'],
    ['my app keeps crashing', 'my app keeps crashing'],
  ])('%s: %s', (text, topic) => {
    expect(topicOf(text)).toBe(topic)
  })
})

describe('needs', () => {
  test('two questions in one breath are two needs; what leads up to a question belongs to it', () => {
    expect(splitNeeds(['你好', '我昨天充了 30 元。怎么还没到账？另外月票什么时候过期？'])).toEqual([
      '我昨天充了 30 元。 怎么还没到账？',
      '月票什么时候过期？',
    ])
    expect(splitNeeds(['How do I cancel? It charged me twice.'])).toEqual([
      'How do I cancel? It charged me twice.',
    ])
  })

  test('a question is told by its words', () => {
    expect(isQuestion('月票有效期多久')).toBe(true)
    expect(isQuestion('你们太差劲了！')).toBe(false)
  })
})
