import { describe, expect, test } from 'vitest'
import type { Citation, Suggestion } from '../../src/compose/types.ts'
import type { ToldSuggestion } from '../../src/conversations/index.ts'
import type { Turn } from '../../src/conversations/types.ts'
import { isToldBefore } from '../../src/copilot/told-before.ts'

type Line = ['customer' | 'agent', string]

function turnsOf(lines: Line[]): Turn[] {
  return lines.map(([speaker, text], index) => ({
    seq: index + 1,
    speaker,
    text,
    final: true,
    rev: 0,
  }))
}

const ANSWER = '充值一般在五分钟内到账，超过两小时请提供订单号核查。'
function cite(chunk: string, more: Partial<Citation> = {}): Citation {
  return {
    article: 'a',
    title: 'A',
    chunk,
    start: 0,
    end: 20,
    line: 1,
    quote: 'q',
    rev: 'r1',
    ...more,
  }
}

function made(forTurn: number, more: Partial<Suggestion> & { chunks?: string[] } = {}): Suggestion {
  const { chunks = ['a#1'], ...rest } = more
  return {
    outcome: 'answer',
    text: ANSWER,
    sentences: [{ text: ANSWER, basis: 'quoted', citations: chunks.map((one) => cite(one)) }],
    missing: [],
    guidance: [],
    findings: [],
    engine: 'extractive',
    forTurn,
    generation: 1,
    ms: 1,
    ...rest,
  }
}

function told(suggestion: Suggestion, more: Partial<ToldSuggestion> = {}): ToldSuggestion {
  const at = '2026-11-21T02:00:00.000Z'
  return {
    ...suggestion,
    id: 's-1',
    conversation: 'c-1',
    at,
    feedback: null,
    isWithdrawn: false,
    ...more,
  }
}

const ASKED: Line = ['customer', '充值两小时了还没到账怎么办']
const SAME = made(3)
const judge = (lines: Line[], before: ToldSuggestion[], now: Suggestion = SAME) =>
  isToldBefore(now, { told: before, turns: turnsOf(lines) })

describe('a need that was answered', () => {
  test.each<[string, Line[]]>([
    ['a word more in the same breath', [ASKED, ['customer', '我用微信付的'], ['customer', '68块']]],
    [
      'the question once more, calmly',
      [ASKED, ['agent', '请您稍等'], ['customer', '充值两小时了没到账怎么办']],
    ],
    [
      'in English',
      [
        ['customer', 'My top-up has not arrived'],
        ['agent', 'One moment'],
        ['customer', 'my top-up has not arrived'],
      ],
    ],
    [
      'in Traditional Chinese',
      [
        ['customer', '儲值兩小時了沒入帳'],
        ['agent', '請稍候'],
        ['customer', '儲值兩小時了沒入帳'],
      ],
    ],
  ])('is not answered twice: %s', (_, lines) => {
    expect(judge(lines, [told(made(1))])).toBe(true)
  })

  test('is answered again when the knowledge or the answer has changed', () => {
    const lines: Line[] = [ASKED, ['agent', '请您稍等'], ['customer', '充值两小时了没到账怎么办']]
    const before = [told(made(1))]
    expect(judge(lines, before, made(3, { generation: 2 }))).toBe(false)
    expect(judge(lines, before, made(3, { chunks: ['a#1', 'b#1'] }))).toBe(false)
    expect(judge(lines, before, made(3, { outcome: 'clarify' }))).toBe(false)
    const withQuestion = [told(made(1, { missing: [{ field: 'order_no', ask: '订单号？' }] }))]
    expect(judge(lines, withQuestion)).toBe(false)
    expect(judge(lines, [told(made(1), { isWithdrawn: true })])).toBe(false)
  })

  test('part of an answer is not told again, more than it is', () => {
    const lines: Line[] = [ASKED, ['agent', '请您稍等'], ['customer', '那要多久呢']]
    const before = [told(made(1, { chunks: ['a#1', 'a#2'] }))]
    expect(judge(lines, before, made(3, { chunks: ['a#2'] }))).toBe(true)
    expect(judge(lines, before, made(3, { chunks: ['a#3'] }))).toBe(false)
  })

  test.each<[string, Line]>([
    ['impatience', ['customer', '充值没到账，到底有没有人啊']],
    ['traditional', ['customer', '儲值沒入帳，快一點好嗎']],
    ['english', ['customer', 'still waiting, my top-up has not arrived']],
  ])('is answered again when the agent has not used it and the customer insists: %s', (_, line) => {
    expect(judge([ASKED, ['agent', '请您稍等'], line], [told(made(1))])).toBe(false)
  })

  test('saying it a second time again is insisting, too', () => {
    const again: Line = ['customer', '充值两小时了还没到账怎么办']
    expect(judge([ASKED, ['agent', '嗯'], again], [told(made(1))])).toBe(true)
    expect(judge([ASKED, ['agent', '嗯'], again, again], [told(made(1))], made(4))).toBe(false)
  })

  test('what the agent has used is not offered again, however it is asked for', () => {
    const insisting: Line = ['customer', '充值没到账，请快一点']
    const inserted = [told(made(1), { feedback: 'inserted' })]
    expect(judge([ASKED, ['agent', '好的'], insisting], inserted)).toBe(true)
    const said: Line = [
      'agent',
      '您好，充值一般在五分钟内到账，超过两小时请您提供订单号，我来核查。',
    ]
    expect(judge([ASKED, said, insisting], [told(made(1))])).toBe(true)
    expect(
      judge([ASKED, ['agent', '好的'], insisting], [told(made(1), { feedback: 'dismissed' })]),
    ).toBe(true)
  })

  test('anger that was not there before is answered, with what soothes', () => {
    const angry: Line = ['customer', '充值还没到账，你们就是骗钱的，太过分了']
    expect(
      judge([ASKED, ['agent', ANSWER], angry], [told(made(1), { feedback: 'inserted' })]),
    ).toBe(false)
    expect(
      judge([angry, ['agent', ANSWER], angry], [told(made(1), { feedback: 'inserted' })]),
    ).toBe(true)
  })

  test('a card that others came before is brought up again, unless it was used', () => {
    const lines: Line[] = [ASKED, ['customer', '还有怎么退款'], ['customer', '充值没到账呢']]
    const other = told(made(2, { chunks: ['b#1'] }))
    expect(judge(lines, [told(made(1)), other])).toBe(false)
    expect(judge(lines, [told(made(1), { feedback: 'inserted' }), other])).toBe(true)
  })
})

describe('what cites nothing', () => {
  const refusal = (forTurn: number, text = '以官方公告为准。') =>
    made(forTurn, {
      outcome: 'no-answer',
      text,
      sentences: [{ text, basis: 'phrase', citations: [] }],
    })

  test('another question that cannot be answered either is told of, the same one is not', () => {
    const first: Line = ['customer', '双十二有什么活动']
    const before = [told(refusal(1))]
    expect(
      judge(
        [first, ['agent', '请稍等'], ['customer', '双十二有什么活动呀']],
        before,
        refusal(3, '请留意公告。'),
      ),
    ).toBe(true)
    expect(
      judge([first, ['agent', '请稍等'], ['customer', '新书什么时候上架']], before, refusal(3)),
    ).toBe(false)
  })

  test('one more question in a long burst is another need', () => {
    const burst = ['双十二有什么活动', '还有新书的消息吗', '作者见面会在哪里办'].map(
      (text): Line => ['customer', text],
    )
    const before = [told(refusal(3))]
    expect(judge([...burst, ['customer', '会员日几号']], before, refusal(4))).toBe(false)
    expect(judge([...burst, ['customer', '双十二活动']], before, refusal(4, '请留意。'))).toBe(true)
  })

  test('a turn that was revised is judged by what is told of it', () => {
    expect(judge([['customer', '双十二有什么活动']], [told(refusal(1))], refusal(1))).toBe(true)
    expect(judge([['customer', '双十二有什么活动']], [told(refusal(1))], refusal(1, '别的'))).toBe(
      false,
    )
  })

  test('small talk is nobody’s need', () => {
    expect(judge([['customer', '谢谢']], [told(refusal(1))], made(1, { outcome: 'nothing' }))).toBe(
      false,
    )
  })
})
