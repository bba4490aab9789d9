import { describe, expect, test } from 'vitest'
import { correctCode, findCodes, findMails } from '../../src/text/dictation.ts'

const codes = (text: string) => findCodes(text).map(({ value }) => value)

describe('numbers and codes read out', () => {
  test.each([
    ['幺三八，零零二幺，四四五七', ['13800214457']],
    ['零九二八，一一二，二三三', ['0928112233']],
    ['oh seven seven double oh, nine hundred, one two three', ['07700900123']],
    ['one four four, seven six, double two, nine', ['14476229']],
    ["it's R as in Romeo, six six two, one nine", ['R66219']],
    ['K D，二零二六，幺幺零三，八八', ['KD2026110388']],
    ['苏A，八八K六幺', ['苏A88K61']],
    ['十二A', ['12A']],
    ['编号71829304 电话 15012341234', ['71829304', '15012341234']],
    ['5512 0098', ['55120098']],
    ['ABCD-1234-EFGH-5678', ['ABCD-1234-EFGH-5678']],
  ])('%s', (text, expected) => expect(codes(text)).toEqual(expected))

  test('words that only sound like figures are none', () => {
    expect(codes('I have one question for two of you')).toEqual([])
    expect(codes('我想问一下')).toEqual([])
  })

  test('the end said anew replaces the end', () => {
    expect(correctCode('07700900123', '900124')).toBe('07700900124')
    expect(correctCode('60012345', '60012354')).toBe('60012354')
  })
})

describe('mail addresses spelled out', () => {
  test.each([
    ['就是 w a n g 八八 艾特 幺六三点com', 'wang88@163.com'],
    ['ops at northwind dot com', 'ops@northwind.com'],
    ['发到a.b@c.com谢谢', 'a.b@c.com'],
  ])('%s', (text, mail) => expect(findMails(text)).toEqual([mail]))

  test('a shop is no address', () => {
    expect(findMails('I bought a game at freegame.com')).toEqual([])
  })
})
