import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findSpecifics, specificKeys } from '../../src/text/specifics.ts'
import { parseNumeral } from '../../src/text/specifics-numerals.ts'

const keys = (text: string) => findSpecifics(text).map((specific) => specific.key)

describe('numerals', () => {
  test.each([
    ['二十万', 200_000],
    ['三千二百五十', 3250],
    ['一百二', 120],
    ['三万五', 35_000],
    ['十五', 15],
    ['二〇二六', 2026],
    ['一百零五', 105],
    ['三点五', 3.5],
    ['1.5万', 15_000],
    ['12,800', 12_800],
    ['twenty-five', 25],
    ['two hundred and ten', 210],
    ['一亿三千万', 130_000_000],
  ])('%s is %d', (text, value) => {
    expect(parseNumeral(text)).toBe(value)
  })

  test('a Chinese numeral says the same as its digits, for every number to 99,999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (value) => {
        expect(parseNumeral(toHan(value))).toBe(value)
      }),
    )
  })
})

describe('specifics', () => {
  test('the same fact has one key in all three languages', () => {
    expect(keys('退款需 15 个工作日，手续费 5%，最低 1 元')).toEqual([
      'duration:15workdays',
      'percent:5',
      'amount:CNY:1',
    ])
    expect(keys('退費需十五個工作日，手續費百分之五，最低一元')).toEqual([
      'duration:15workdays',
      'percent:5',
      'amount:CNY:1',
    ])
    expect(keys('Refunds take 15 working days, with a 5% fee (minimum 1 yuan)')).toEqual([
      'duration:15workdays',
      'percent:5',
      'amount:CNY:1',
    ])
  })

  test.each([
    ['2026年12月1日 10:00 开始', ['date:2026-12-01', 'time:10:00']],
    ['2026-12-01 上午10点', ['date:2026-12-01', 'time:10:00']],
    ['十二月一日', ['date:-12-01']],
    ['1 December 2026 at 10 a.m.', ['date:2026-12-01', 'time:10:00']],
    ['December 1st', ['date:-12-01']],
    ['on the 15th of each month', ['date:--15']],
    ['每月15日', ['date:--15']],
    ['晚上八点半', ['time:20:30']],
    ['22:00–06:00', ['time:22:00', 'time:06:00']],
    ['下周三', ['date:weekday-3']],
  ])('dates and times: %s', (text, expected) => {
    expect(keys(text)).toEqual(expected)
  })

  test.each([
    ['充值 6/12/30 元', ['amount:CNY:6', 'amount:CNY:12', 'amount:CNY:30']],
    ['3–5 个工作日', ['duration:3workdays', 'duration:5workdays']],
    ['九折', ['discount:90']],
    ['10% off', ['discount:90']],
    ['￥9.9', ['amount:CNY:9.9']],
    ['$62.40', ['amount:USD:62.4']],
    ['五毛钱', ['amount:CNY:0.5']],
    ['24 小时', ['duration:86400s']],
    ['一天', ['duration:86400s']],
    ['within two hours', ['duration:7200s']],
    ['半小时', ['duration:1800s']],
    ['最多 200 本', ['number:200']],
    ['两张月票', ['number:2']],
    ['订单号 GR20261121000123', ['code:GR20261121000123']],
    ['热线 400-000-8650', ['code:4000008650']],
    ['请打开 https://help.galaxyread.example/refund。', ['link:help.galaxyread.example/refund']],
    ['care@galaxyread.example', ['link:care@galaxyread.example']],
  ])('figures: %s', (text, expected) => {
    expect(keys(text)).toEqual(expected)
  })

  test('words that only contain a numeral are no figures, nor are list numbers', () => {
    expect(
      keys('一般情况下，万一遇到问题，请第一时间联系我们，我们会一起为您十分认真地处理一下'),
    ).toEqual([])
    expect(keys('1. 打开设置\n2. 点击恢复\n（3）完成')).toEqual([])
    expect(keys('Step 2: open it')).toEqual([])
  })

  test('spans do not overlap and cut out what they name, whatever the text', () => {
    const pieces = fc.constantFrom(
      '12月1日',
      '3',
      '元',
      '个工作日',
      '%',
      '二十',
      ' ',
      '/',
      '2026-12-01',
      '10:00',
      'two ',
      'days',
      'https://a.example/b',
      '万',
      '年',
      '点',
      '.',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pieces).map((list) => list.join('')),
        ),
        (text) => {
          let at = 0
          for (const specific of findSpecifics(text)) {
            expect(specific.start).toBeGreaterThanOrEqual(at)
            expect(specific.end).toBeGreaterThan(specific.start)
            expect(text.slice(specific.start, specific.end)).toBe(specific.text)
            at = specific.end
          }
        },
      ),
    )
  })

  test('a value is found again when it is written into another sentence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (value) => {
        expect(specificKeys(`需要 ${value} 元`)).toContain(`amount:CNY:${value}`)
        expect(specificKeys(`需要${toHan(value)}元`)).toContain(`amount:CNY:${value}`)
        expect(specificKeys(`it takes ${value} days`)).toContain(`duration:${value * 86_400}s`)
      }),
    )
  })
})

function toHan(value: number): string {
  const digits = '零一二三四五六七八九'
  if (value >= 10_000) {
    const rest = value % 10_000
    return `${toHan(Math.floor(value / 10_000))}万${rest === 0 ? '' : (rest < 1000 ? '零' : '') + toHan(rest)}`
  }
  let han = ''
  let isGap = false
  for (const [scale, name] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / scale) % 10
    if (digit === 0) isGap = han !== ''
    else {
      han += (isGap ? '零' : '') + digits[digit] + name
      isGap = false
    }
  }
  return han
}
