import { beforeAll, describe, expect, it } from 'vitest'
import type { Turn } from '../../../src/conversations/types.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import type { Desk } from '../../../src/desk/types.ts'
import { triageTranscript } from '../../../src/triage/classifier/index.ts'

const none = { type: null, module: null, urgency: null }
const talk = (...texts: string[]): { turns: Turn[] } => ({
  turns: texts.map((text, i) => ({
    seq: i + 1,
    speaker: 'customer',
    text,
    final: true,
    rev: 0,
  })),
})

let desk: Desk
beforeAll(async () => {
  desk = (await loadDesk('knowledge')).desk
})

/** The sample desk with rules of its own. */
function withRules(more: Partial<Desk['taxonomy']>): Desk {
  return { ...desk, taxonomy: { ...desk.taxonomy, ...more } }
}

describe("a desk's own rules", () => {
  const ruled = () =>
    withRules({
      urgencies: desk.taxonomy.urgencies.map((level) =>
        level.id === 'high'
          ? {
              ...level,
              when: [
                { cues: { 'zh-Hans': ['直播中断'], en: ['live show'] } },
                { amountFrom: { CNY: 300 } },
              ],
            }
          : level,
      ),
      priorities: desk.taxonomy.priorities.map((level) =>
        level.id === 'p1' ? { ...level, when: [{ urgencies: ['high'], warnings: true }] } : level,
      ),
      departments: desk.taxonomy.departments.map((one) =>
        one.id === 'service-quality' ? { ...one, when: [{ cues: { en: ['supervisor'] } }] } : one,
      ),
    })

  it('decide the urgency, with the turn and the words it rests on, in either script', () => {
    const found = triageTranscript(talk('您好', '我們這邊直播中斷了'), ruled(), {
      classifiers: none,
    })
    expect(found.urgency).toMatchObject({ value: 'high', turns: [2], cues: ['直播中断'] })
  })

  it('hold letters to whole words', () => {
    const options = { classifiers: none }
    expect(triageTranscript(talk('The live show stopped'), ruled(), options).urgency?.value).toBe(
      'high',
    )
    expect(
      triageTranscript(talk('The live showing is nice'), ruled(), options).urgency?.value,
    ).not.toBe('high')
  })

  it('read amounts in their currency', () => {
    const options = { classifiers: none }
    const large = triageTranscript(talk('充值了350元'), ruled(), options)
    expect(large.urgency).toMatchObject({ value: 'high', cues: ['350元'] })
    expect(triageTranscript(talk('充值了50元'), ruled(), options).urgency?.value).not.toBe('high')
  })

  it('send it to a department whatever its module is', () => {
    const found = triageTranscript(talk('Get me your supervisor'), ruled(), { classifiers: none })
    expect(found.department).toMatchObject({ value: 'service-quality', turns: [1] })
  })

  it('never make a call for help less than the gravest', () => {
    const lenient = withRules({
      urgencies: desk.taxonomy.urgencies.map((level) =>
        level.id === 'low' ? { ...level, when: [{ cues: { 'zh-Hans': ['不想活'] } }] } : level,
      ),
    })
    const found = triageTranscript(talk('我不想活了'), lenient, { classifiers: none })
    expect(found.urgency?.value).toBe('critical')
  })

  it('know words of anger and praise that are the desk’s own', () => {
    const own = withRules({
      sentimentCues: { negative: { 'zh-Hans': ['心累'] }, positive: { en: ['chef kiss'] } },
    })
    const of = (text: string) =>
      triageTranscript(talk(text), own, { classifiers: none }).sentiment?.value
    expect([of('真心累'), of('chef kiss!'), of('在吗')]).toEqual([
      'negative',
      'positive',
      'neutral',
    ])
  })

  it('what somebody decided stands, and what follows from it is judged by it', () => {
    const found = triageTranscript(talk('充值没到账'), desk, {
      classifiers: none,
      decided: { module: 'recharge', urgency: 'high' },
    })
    expect(found.module).toMatchObject({ value: 'recharge', isConfirmed: true, confidence: 1 })
    expect(found.department?.value).toBe('payments')
    expect(found.priority?.value).toBe('p2')
  })
})
