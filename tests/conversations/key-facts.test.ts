import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findKeyFacts } from '../../src/conversations/key-facts.ts'
import { writeSpokenDigits } from '../../src/text/spoken-digits.ts'

type Line = ['customer' | 'agent', string]

function factsOf(...lines: Line[]) {
  const turns = lines.map(([speaker, text], index) => ({ seq: index + 1, speaker, text }))
  return findKeyFacts(turns).map(({ kind, value, readBackIn }) => [kind, value, readBackIn])
}

describe('what a customer gives and an agent reads back', () => {
  test('numbers read aloud are written', () => {
    expect(writeSpokenDigits('幺三八 零零幺三 八零零零')).toContain('138 0013 8000')
    expect(writeSpokenDigits('four one five double five five oh one three two')).toBe('4155550132')
    expect(writeSpokenDigits('订单 12345678 一直没到 等了三百天')).toBe(
      '订单 12345678 一直没到 等了三百天',
    )
  })

  test('a phone number counts as read back in full, aloud or by its last four digits', () => {
    const given: Line = ['customer', '我的手机是13800138000']
    expect(factsOf(given)).toEqual([['phone', '13800138000', null]])
    expect(factsOf(given, ['agent', '138 0013 8000，对吗？'])).toEqual([
      ['phone', '13800138000', 2],
    ])
    expect(factsOf(given, ['agent', '幺三八零零幺三八零零零是吧'])).toEqual([
      ['phone', '13800138000', 2],
    ])
    expect(factsOf(given, ['agent', '尾号8000的手机对吗'])).toEqual([['phone', '13800138000', 2]])
    expect(factsOf(given, ['agent', '好的，8000元是吗'])).toEqual([['phone', '13800138000', null]])
  })

  test('what the customer corrects takes the place of what was wrong', () => {
    expect(
      factsOf(
        ['customer', '電話是0912345678'],
        ['agent', '0912345678，對嗎？'],
        ['customer', '不對，是0912345679'],
      ),
    ).toEqual([['phone', '0912345679', null]])
  })

  test('a name is given with a cue or when asked for, and read back with its title', () => {
    expect(
      factsOf(['agent', '请问怎么称呼您？'], ['customer', '我姓欧阳'], ['agent', '欧阳女士您好']),
    ).toEqual([['name', '欧阳', 3]])
    expect(factsOf(['customer', '我叫陳思遠 電話0912345678'], ['agent', '陳先生您好'])).toEqual([
      ['name', '陳思遠', 2],
      ['phone', '0912345678', null],
    ])
    expect(
      factsOf(
        ['agent', 'May I have your name?'],
        ['customer', "sure it's um rachel green and i need help"],
      ),
    ).toEqual([['name', 'Rachel Green', null]])
    expect(factsOf(['agent', '请问您的姓名？'], ['customer', '好的'])).toEqual([])
  })

  test('an order number is told from a phone number, a date, an amount, a version and a card', () => {
    expect(factsOf(['customer', '订单号GR20261121004417，11月20日付了128.00元'])).toEqual([
      ['order', 'GR20261121004417', null],
    ])
    expect(factsOf(['customer', '2026年11月21日 10:30，版本 7.2.0，充了三百六十八块'])).toEqual([])
    expect(
      factsOf(['customer', '身份证 11010519491231002X，卡号 6222 0202 0000 1234 567']),
    ).toEqual([])
    expect(
      factsOf(
        ['agent', 'Order number please'],
        ['customer', 'it is g r two zero two six one one one seven'],
      ),
    ).toEqual([['order', 'GR20261117', null]])
  })

  test.each(['seen', 'held-out'])('the labelled dialogues: %s', (name) => {
    const file = new URL(`../fixtures/flow/${name}.jsonl`, import.meta.url)
    const dialogues = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const right = dialogues.filter(({ steps, unread }) => {
      const facts = factsOf(...steps.map(([speaker, text]: Line) => [speaker, text] as Line))
      const left = facts.filter(([, , readBackIn]) => readBackIn === null).map(([, value]) => value)
      return left.join() === unread.join()
    })
    // Measured 2026-11-22: 22 of 22 seen, 11 of 12 held out.
    expect(right.length / dialogues.length).toBeGreaterThanOrEqual(name === 'seen' ? 1 : 0.9)
  })

  test('the longest turn is read in a moment, whatever it is made of', () => {
    for (const unit of [
      '1',
      '一',
      '一 ',
      '1 ',
      'g ',
      'one ',
      '我叫',
      '姓名',
      '1-',
      'a1 ',
      '13800138000 ',
    ])
      for (const speaker of ['customer', 'agent'] as const) {
        const started = performance.now()
        factsOf(['customer', '13800138000'], [speaker, unit.repeat(8_000 / unit.length)])
        expect([unit, performance.now() - started < 400]).toEqual([unit, true])
      }
  })
})
