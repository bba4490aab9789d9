import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildQuery, type SaidTurn } from '../../src/retrieval/index.ts'

/** `['C: …', 'A: …']` as turns. */
const said = (...lines: string[]): SaidTurn[] =>
  lines.map((line) => ({
    speaker: line.startsWith('A:') ? 'agent' : line.startsWith('S:') ? 'system' : 'customer',
    text: line.slice(3),
  }))

describe('buildQuery', () => {
  it('joins a burst of short messages and drops the greeting', () => {
    const query = buildQuery(said('C: 你好', 'C: 在吗', 'C: 充值两小时了', 'C: 还没到账'))
    expect(query).toEqual({ text: '充值两小时了\n还没到账', context: [], lang: 'zh-Hans' })
  })

  it('carries what was talked about, most recent first', () => {
    const zh = buildQuery(said('C: 年度会员多少钱？', 'A: 年度会员 198 元。', 'C: 那怎么退？'))
    expect(zh.text).toBe('那怎么退？')
    expect(zh.context).toEqual(['年度会员 198 元。', '年度会员多少钱？'])
    const en = buildQuery(said('C: How much is monthly?', 'A: Five dollars.', 'C: and for yearly?'))
    expect(en.context).toEqual(['Five dollars.', 'How much is monthly?'])
  })

  it('takes the question that was agreed to for the need', () => {
    const query = buildQuery(said('C: 会员怎么退', 'A: 您好。您是想退年度会员吗？', 'C: 是的'))
    expect(query.text).toBe('您是想退年度会员吗？')
    expect(buildQuery(said('C: hi', 'A: Do you want a refund?', 'C: Yes, please.')).text).toBe(
      'Do you want a refund?',
    )
  })

  it('does not look back beyond a change of topic', () => {
    const before = ['C: 会员怎么退', 'A: 在设置里退。']
    expect(buildQuery(said(...before, 'C: 另外怎么改密码？')).context).toEqual([])
    const after = buildQuery(said(...before, 'C: 另外怎么改密码？', 'A: 在安全中心。', 'C: 找不到'))
    expect(after.context).toEqual(['在安全中心。', '另外怎么改密码？'])
  })

  it('ends at the last turn of the customer, whoever spoke after', () => {
    expect(buildQuery(said('C: 怎么退款', 'A: 请稍等', 'S: queue')).text).toBe('怎么退款')
  })

  it('takes the script of the whole conversation for a need too short to show one', () => {
    expect(buildQuery(said('C: 請問會員怎麼退款', 'A: 您好', 'C: 多久')).lang).toBe('zh-Hant')
    expect(buildQuery(said('C: How do I pay?', 'A: By card.', 'C: ok?')).lang).toBe('en')
    expect(buildQuery(said('C: 怎么退'), 'en').lang).toBe('en')
  })

  it('keeps a text of nothing but fillers, where nothing was asked before', () => {
    expect(buildQuery(said('C: 谢谢')).text).toBe('谢谢')
    expect(buildQuery([])).toEqual({ text: '', context: [], lang: 'zh-Hans' })
  })

  it('is the same for the same turns, and holds only what was said', () => {
    const turn = fc.record({
      speaker: fc.constantFrom('customer' as const, 'agent' as const, 'system' as const),
      text: fc.string({ unit: 'binary' }),
    })
    fc.assert(
      fc.property(fc.array(turn), (turns) => {
        const query = buildQuery(turns)
        expect(buildQuery(turns)).toEqual(query)
        expect(query.context.length).toBeLessThanOrEqual(10)
      }),
    )
  })
})
