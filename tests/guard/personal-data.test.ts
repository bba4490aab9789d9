import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLuhn, isMainlandId } from '../../src/guard/checksums.ts'
import { findPersonalData } from '../../src/guard/personal-data.ts'
import { benchRows } from './bench-rows.ts'

const found = (text: string) => findPersonalData(text).map(({ type, text }) => [type, text])

describe('personal data', () => {
  test.each([
    ['我手机１３９ ６０２２ ４７５９', 'CN_MOBILE', '１３９ ６０２２ ４７５９'],
    ['电话幺三八零零一三八零零零', 'CN_MOBILE', '幺三八零零一三八零零零'],
    ['身份证11010519491231002X', 'CN_ID', '11010519491231002X'],
    ['卡号 4367-4256-4119-0952', 'BANK_CARD', '4367-4256-4119-0952'],
    ['身分證字號A123456789', 'TW_ID', 'A123456789'],
    ['mail a.b@mail.example.com.', 'EMAIL', 'a.b@mail.example.com'],
    ['车牌冀F·74CDT', 'CN_PLATE', '冀F·74CDT'],
    ['Reach me at (415) 555-0112', 'US_PHONE', '(415) 555-0112'],
    ['收件人：欧阳娜娜，', 'NAME', '欧阳娜娜'],
    ['联系 138/0013/8000', 'CN_MOBILE', '138/0013/8000'],
    ['电话①③⑧⓪⓪①③⑧⓪⓪⓪', 'CN_MOBILE', '①③⑧⓪⓪①③⑧⓪⓪⓪'],
    ['打幺三八洞洞幺三八洞洞洞', 'CN_MOBILE', '幺三八洞洞幺三八洞洞洞'],
    ['壹叁捌零零壹叁捌零零零', 'CN_MOBILE', '壹叁捌零零壹叁捌零零零'],
    ['身份证 11010519491231002×', 'CN_ID', '11010519491231002×'],
    ['市話 02-2345-6789', 'CN_LANDLINE', '02-2345-6789'],
    ['手機 9123 4567', 'PHONE', '9123 4567'],
    ['邮箱 zhang艾特qq点com', 'EMAIL', 'zhang艾特qq点com'],
    ['write to a.b at mail dot com', 'EMAIL', 'a.b at mail dot com'],
    ['GB29 NWBK 6016 1331 9268 19 please', 'IBAN', 'GB29 NWBK 6016 1331 9268 19'],
    ['车牌 京 A·12345', 'CN_PLATE', '京 A·12345'],
    ['寄到上海市浦东新区建设路273号5栋', 'ADDRESS', '上海市浦东新区建设路273号5栋'],
  ])('%s', (text, type, value) => {
    expect(found(text)).toContainEqual([type, value])
  })

  test.each([
    '订单号64260128怎么还没发货？',
    '订单号 GR20261121000123',
    '版本号10.2.6闪退。',
    '热线 400-000-8650',
    '我是老用户',
    '验证码 877234',
    '2026-11-21 10:00',
    'Serial 310115200411264613',
    '充值 128 元得 12,800 星币',
    '星币 100 200 300 500 1000 2000',
    '拨打 95588 或 10086',
    '二零二六年十一月二十一日',
  ])('nothing in: %s', (text) => {
    expect(found(text)).toEqual([])
  })

  test('an identity number with one digit changed is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const id = '11010519491231002X'
        const digit = (Number(id[at]) + by) % 10
        expect(isMainlandId(id.slice(0, at) + digit + id.slice(at + 1))).toBe(false)
      }),
    )
  })

  test('a card number with one digit changed fails', () => {
    expect(isLuhn('4367425641190952')).toBe(true)
    expect(isLuhn('4367425641190953')).toBe(false)
  })

  test('the pii set: recall of validated data at least 0.99 at precision 0.97 (skipped without ../shared)', ({
    skip,
  }) => {
    type Row = { text: string; spans: { start: number; end: number; validated: boolean }[] }
    const rows = benchRows<Row>('pii.jsonl')
    if (rows === null) return skip()
    let [hits, misses, extra] = [0, 0, 0]
    for (const { text, spans } of rows) {
      const data = findPersonalData(text)
      const near = (a: { start: number; end: number }, b: { start: number; end: number }) =>
        Math.abs(a.start - b.start) <= 2 && Math.abs(a.end - b.end) <= 2
      for (const span of spans.filter(({ validated }) => validated)) {
        if (data.some((one) => near(one, span))) hits++
        else misses++
      }
      extra += data.filter((one) => !spans.some((span) => near(one, span))).length
    }
    expect(hits / (hits + misses)).toBeGreaterThanOrEqual(0.99)
    expect(hits / (hits + extra)).toBeGreaterThanOrEqual(0.97)
  })
})
