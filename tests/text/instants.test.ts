import { describe, expect, test } from 'vitest'
import { findInstants } from '../../src/text/instants.ts'

/** A Friday afternoon in Shanghai. */
const context = { at: new Date('2026-11-20T15:20:00+08:00'), timeZone: 'Asia/Shanghai' }
const values = (text: string, more: Partial<Parameters<typeof findInstants>[1]> = {}) =>
  findInstants(text, { ...context, ...more }).map(({ value }) => value)

describe('days and times are read against when they were said', () => {
  test.each([
    ['昨晚八点', '2026-11-19T20:00+08:00'],
    ['昨晚八點', '2026-11-19T20:00+08:00'],
    ['前天', '2026-11-18'],
    ['大前天早上八點', '2026-11-17T08:00+08:00'],
    ['上周五', '2026-11-13'],
    ['上禮拜三打來的', '2026-11-11'],
    ['11月12日下午3点20分', '2026-11-12T15:20+08:00'],
    ['去年十二月二十八号', '2025-12-28'],
    ['两小时前', '2026-11-20T13:20+08:00'],
    ['今天凌晨三点零五分', '2026-11-20T03:05+08:00'],
    ['11.17中午12点半', '2026-11-17T12:30+08:00'],
    ['从上周四（11月12日）开始', '2026-11-12'],
    ['the day before yesterday', '2026-11-18'],
    ['last Friday at 8pm', '2026-11-13T20:00+08:00'],
    ['last night at about 8:30 pm', '2026-11-19T20:30+08:00'],
    ['at 9:45 am today', '2026-11-20T09:45+08:00'],
    ['On 12 November at 3:20 pm', '2026-11-12T15:20+08:00'],
    ['half past eight this morning', '2026-11-20T08:30+08:00'],
    ['about 3 hours ago', '2026-11-20T12:20+08:00'],
    ['two days ago', '2026-11-18'],
  ])('%s', (text, value) => expect(values(text)).toEqual([value]))

  test('what the words leave open stays open', () => {
    expect(values('今天凌晨两点多')).toEqual(['2026-11-20'])
    expect(values('上个月')).toEqual(['2026-10'])
  })

  test('a time alone belongs to the day spoken of before it', () => {
    expect(values('昨天下午三点多，三点四十左右')).toEqual(['2026-11-19', '2026-11-19T15:40+08:00'])
    expect(values('晚上9点左右', { day: '2026-11-18' })).toEqual(['2026-11-18T21:00+08:00'])
  })

  test('a weekday leans to the side it is asked for', () => {
    expect(values('周三')).toEqual(['2026-11-18'])
    expect(values('周三', { lean: 'future' })).toEqual(['2026-11-25'])
    expect(values('on the twenty-eighth', { lean: 'future' })).toEqual(['2026-11-28'])
  })

  test('the zone of the desk decides which day it is, and its offset is told', () => {
    const at = new Date('2026-07-01T02:00:00Z')
    expect(values('yesterday at 8pm', { at, timeZone: 'America/New_York' })).toEqual([
      '2026-06-29T20:00-04:00',
    ])
    expect(values('昨天', { at, timeZone: 'Asia/Shanghai' })).toEqual(['2026-06-30'])
  })

  test('words that only look like times are none', () => {
    expect(values('有一点卡，差点死了，8.2.1版本，and just for a second at one place')).toEqual([])
  })

  test('offsets point into the text as it was given', () => {
    const text = '呃，我昨晚八點儲值的'
    const [found] = findInstants(text, context)
    expect(text.slice(found!.start, found!.end)).toBe('昨晚八點')
  })
})
