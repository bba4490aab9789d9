import { describe, expect, it } from 'vitest'
import { buildQuery, lastBurst, type SaidTurn } from '../../src/retrieval/index.ts'

const AT = Date.parse('2026-11-21T10:00:00+08:00')

/** `['0 C: …', '5 A: …']`: seconds, speaker, text. */
const said = (...lines: string[]): SaidTurn[] =>
  lines.map((line) => {
    const [, seconds, who, text] = /^(\d+) ([ACS]): (.*)$/u.exec(line) as unknown as string[]
    const speaker = who === 'A' ? 'agent' : who === 'S' ? 'system' : 'customer'
    return { speaker, text: text ?? '', at: new Date(AT + Number(seconds) * 1_000).toISOString() }
  })

const texts = (turns: SaidTurn[]) => turns.map(({ text }) => text)

describe('lastBurst', () => {
  it('takes messages written one after the other for one', () => {
    const turns = said('0 C: 充值两小时了', '8 C: 还没到账', '20 S: 排队中', '30 C: 怎么办')
    expect(texts(lastBurst(turns))).toEqual(['充值两小时了', '还没到账', '怎么办'])
  })

  it('ends at a word of the agent and at a long pause', () => {
    const spoken = said('0 C: 會員多少錢', '5 A: 請稍等', '9 C: 怎麼退費')
    expect(texts(lastBurst(spoken))).toEqual(['怎麼退費'])
    const paused = said('0 C: How much is it?', '300 C: And how do I cancel?')
    expect(texts(lastBurst(paused))).toEqual(['And how do I cancel?'])
  })

  it('is what the customer said last, though the agent spoke after it', () => {
    expect(texts(lastBurst(said('0 C: 你好', '4 C: 怎么退款', '9 A: 您好')))).toEqual([
      '你好',
      '怎么退款',
    ])
  })

  it('stays small where nobody says when, and the agent is not heard', () => {
    const turns = Array.from({ length: 12 }, (_, i) => ({
      speaker: 'customer' as const,
      text: `第${i}个问题`,
    }))
    expect(lastBurst(turns)).toHaveLength(5)
    expect(lastBurst([])).toEqual([])
  })

  it('leaves what came before the pause as context of the query', () => {
    const query = buildQuery(said('0 C: 年度会员多少钱？', '600 C: 那怎么退？'))
    expect(query).toMatchObject({ text: '那怎么退？', context: ['年度会员多少钱？'] })
  })
})
