import { describe, expect, test } from 'vitest'
import { deskWith, draft, fields, talk } from './talks.ts'

describe('who says it matters', () => {
  test("the agent's name is not the customer's, nor is a third person's", () => {
    const said = fields(
      talk(
        'a: 您好，我是客服小林，请问怎么称呼您？',
        'c: 我叫赵国强，我女儿叫赵雨桐，是她的账号出了问题。',
      ),
      'complaint',
    )
    expect(said.customer_name).toBe('赵国强')
  })

  test("a friend's number is not the customer's", () => {
    const turns = talk('a: 请问您的用户编号是？', 'c: 我朋友的是 1122334，我的是 1122998')
    expect(fields(turns).account).toBe('1122998')
  })

  test('what the agent reads back counts once the customer says yes', () => {
    const found = draft(talk('a: 联系电话跟您确认一下，18677032219，对吗？', 'c: 对'), 'complaint')
    const contact = found.fields.find(({ field }) => field === 'contact')
    expect(contact?.evidence).toEqual([1, 2])
    expect(found.personal.contact).toBe('18677032219')
    const denied = draft(talk('a: 是18677032219，对吗？', 'c: 不是'), 'complaint')
    expect(denied.fields.map(({ field }) => field)).not.toContain('contact')
  })
})

describe('speech', () => {
  test.each([
    [
      'the end of a number said anew',
      talk(
        'a: And a number we can reach you on?',
        "c: Um, it's oh seven seven double oh, nine hundred, one two three. Sorry, I mean nine double oh one two four.",
      ),
      { contact: '07700900124' },
    ],
    [
      'a number dictated in groups',
      talk('a: 請問您的聯絡電話是？', 'c: 零九二八，一一二，二三三。'),
      { contact: '0928112233' },
    ],
    [
      'an amount taken back',
      talk('a: 充了多少金额呢？', 'c: 充了那个，一百块，不对，是一百二十八。'),
      { amount: '128' },
    ],
    [
      'a time told in two turns',
      talk('a: 请问是什么时候发生的？', 'c: 昨天', 'a: 几点呢？', 'c: 晚上9点左右'),
      { occurred_at: '2026-11-19T21:00+08:00' },
    ],
  ])('%s', (_, turns, expected) => expect(fields(turns, 'fault')).toMatchObject(expected))

  test('how long something lasts is not when it began', () => {
    expect(fields(talk('c: 我充的钱到今天都没到账')).occurred_at).toBeUndefined()
  })

  test('a version of the system is not the version of the app', () => {
    expect(fields(talk('c: 我用的 iPhone 14，iOS 17.5.1')).app_version).toBeUndefined()
    expect(fields(talk('a: 应用的版本号是多少呢？', 'c: 8.3.1，不对，8.3.2')).app_version).toBe(
      '8.3.2',
    )
  })
})

describe('fields nobody has foreseen', () => {
  const own = deskWith([
    {
      field: 'flight_no',
      description: { 'zh-Hans': '航班号', en: 'Flight number' },
      ask: { 'zh-Hans': '请问您的航班号是多少？', en: 'What is your flight number?' },
    },
    {
      field: 'plan_name',
      description: { 'zh-Hans': '套餐名称', en: 'Name of the plan' },
      ask: { 'zh-Hans': '请问您现在用的是哪个套餐？', en: 'Which plan are you on?' },
    },
    {
      field: 'size',
      description: { 'zh-Hans': '尺码', en: 'Size' },
      values: ['S', 'M', 'L'],
      ask: { 'zh-Hans': '请问您要的尺码是？', en: 'Which size do you need?' },
    },
  ])

  test('are filled by the answers to their own questions', () => {
    const turns = talk(
      'a: 请问您的航班号是多少？',
      'c: C A 幺八三幺。',
      'a: 请问您现在用的是哪个套餐？',
      'c: 嗯，畅享5G 129元版',
      'a: Which size do you need?',
      'c: M码',
    )
    expect(fields(turns, 'own', own)).toEqual({
      flight_no: 'CA1831',
      plan_name: '畅享5G 129元版',
      size: 'M',
    })
  })

  test('stay empty when the customer does not know, and are asked for', () => {
    const found = draft(talk('a: 请问您现在用的是哪个套餐？', 'c: 不知道，我看一下'), 'own', own)
    expect(found.fields).toEqual([])
    expect(found.missing.map(({ ask }) => ask)).toContain('请问您现在用的是哪个套餐？')
  })

  test('a value that the pattern does not take is left out', () => {
    const strict = deskWith([
      {
        field: 'card_tail',
        description: { en: 'Last four digits of the card' },
        pattern: '^[0-9]{4}$',
        ask: { en: 'What are the last four digits of the card?' },
      },
    ])
    const ask = 'a: What are the last four digits of the card?'
    expect(fields(talk(ask, 'c: 30915'), 'own', strict)).toEqual({})
    expect(fields(talk(ask, 'c: three oh nine one'), 'own', strict)).toEqual({ card_tail: '3091' })
  })
})
