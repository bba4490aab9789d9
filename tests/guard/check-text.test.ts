import { describe, expect, test } from 'vitest'
import { type CheckContext, checkText } from '../../src/guard/check-text.ts'
import { makeDesk } from '../compose/desk-fixture.ts'

const PASSAGE = {
  title: '会员退款的条件与办理',
  text: '会员在购买后 7 天内、权益未使用的可以退款，手续费 5%，最低 1 元。\n\n退款在 3 个工作日内原路退回。',
}
const context = (more: Partial<CheckContext> = {}): CheckContext => ({
  passages: [PASSAGE],
  turns: [
    { speaker: 'customer', text: '我的手机是 13800138000，会员怎么退款' },
    { speaker: 'agent', text: '您好' },
  ],
  desk: makeDesk(),
  lang: 'zh-Hans',
  ...more,
})
const rules = (text: string, more?: Partial<CheckContext>) =>
  checkText(text, context(more)).map(({ rule }) => rule)

describe('the outgoing check', () => {
  test('what the passages support passes', () => {
    expect(
      checkText(
        '会员在购买后 7 天内、权益未使用的可以退款，手续费 5%，最低 1 元。退款在 3 个工作日内原路退回。',
        context(),
      ),
    ).toEqual([])
  })

  test('a figure nobody may know fires the same, be it true or guessed', () => {
    const guess = (day: number) =>
      checkText(`活动在 12 月 ${day} 日开始。`, context()).map(
        ({ rule, severity, start, message }) => ({
          rule,
          severity,
          start,
          message: message.replace(`${day} 日`, 'N 日'),
        }),
      )
    expect(guess(1)).toEqual(guess(2))
    expect(guess(1).map(({ rule }) => rule)).toEqual(['restricted'])
  })

  test.each([
    '年会员明年要涨价了，您抓紧买。',
    '“家庭会员”很快就会上线。',
    '我们的组长是宗政岳。',
    '早班有 13 个人。',
    'The family plan is coming soon.',
  ])('unsupported news, names and numbers: %s', (text) => {
    expect(rules(text)).toContain('restricted')
  })

  test.each([
    '已为您登记，工单号 20261121001，下午三点前给您回电。',
    '请您稍等 5 分钟，我来核实。',
    '请问还有其他可以帮您的吗？',
    'I have logged this under ticket number 55120 and will call you back at 3 pm.',
  ])('facts of the case in hand pass: %s', (text) => {
    expect(rules(text)).toEqual([])
  })

  test('a number the customer gave may be read back, another may not', () => {
    expect(rules('您的手机是 138-0013-8000，对吗？')).toEqual([])
    expect(rules('您的手机是 13900139000，对吗？')).toContain('pii')
  })

  test('internal records are recognised by their shape', () => {
    expect(rules('uid=88231; status=frozen; risk_tag=B2')).toContain('internal-record')
    expect(rules('2026-11-21 10:00:00 ERROR pay callback failed')).toContain('internal-record')
    expect(rules('早班：宗政岳，分机 79305')).toContain('internal-record')
  })

  test('links, hidden characters, promises and missing conditions', () => {
    expect(rules('请看 phish点top')).toContain('link')
    expect(rules('您好\u200b，请稍等')).toContain('restricted')
    expect(rules('我保证今天一定给您退款')).toContain('promise')
    expect(rules('会员在购买后 7 天内、权益未使用的可以退款。')).toEqual(['incomplete'])
  })

  test('the first reply should greet', () => {
    const turns = [{ speaker: 'customer' as const, text: '怎么退款' }]
    expect(rules('请稍等。', { turns })).toEqual(['courtesy'])
    expect(rules('您好，请稍等。', { turns })).toEqual([])
  })

  test.each([
    ['就这样吧，再见。', true],
    ['先這樣，掰掰。', true],
    ['Bye now.', true],
    ['感谢您的来电，祝您生活愉快，再见。', false],
    ['謝謝您，再見。', false],
    ['Thank you for calling, goodbye.', false],
  ])('a farewell thanks, wishes or offers: %s', (text, isRude) => {
    expect(rules(text).includes('courtesy')).toBe(isRude)
  })

  test('messages are in the agent’s language, severity is the desk’s', () => {
    const [finding] = checkText(
      'See phish.top',
      context({ lang: 'en', desk: makeDesk({ check: { link: 'warn' } }) }),
    )
    expect(finding).toMatchObject({
      rule: 'link',
      severity: 'warn',
      message: expect.stringContaining('not an official address'),
      start: 4,
      end: 13,
    })
    expect(
      checkText('See phish.top', context({ desk: makeDesk({ check: { link: 'off' } }) })),
    ).toEqual([])
  })

  test('a draft of 300 characters is checked in 15 ms', () => {
    const draft =
      '会员在购买后 7 天内、权益未使用的可以退款，手续费 5%，最低 1 元。退款在 3 个工作日内原路退回。'
        .repeat(6)
        .slice(0, 300)
    for (let round = 0; round < 20; round++) checkText(draft, context())
    const times = [...Array(40)].map(() => {
      const started = performance.now()
      checkText(draft, context())
      return performance.now() - started
    })
    const median = times.sort((a, b) => a - b)[20]!
    expect(median).toBeLessThan(15)
  })

  test('a megabyte and patterns made to be slow end in time', () => {
    for (const bomb of [
      'a'.repeat(20_000),
      '您'.repeat(20_000),
      'a='.repeat(5_000),
      '1-'.repeat(5_000),
      'www.'.repeat(3_000),
      '| a '.repeat(3_000),
      'one hundred and '.repeat(500),
      'one-'.repeat(2_000),
      '1，'.repeat(4_000),
      '十'.repeat(8_000),
      '「'.repeat(8_000),
      ':::internal\n'.repeat(600),
      'phish . '.repeat(1_000),
      'a@'.repeat(4_000),
    ]) {
      const started = performance.now()
      checkText(bomb, context())
      expect(performance.now() - started, bomb.slice(0, 4)).toBeLessThan(5_000)
    }
  })
})
