import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitSentences } from '../../src/text/sentences.ts'

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text)

describe('sentences', () => {
  test('Chinese sentences end at their marks, closing quotes included', () => {
    expect(texts('您好！请先核对订单。他说：“没到账。”然后呢？好的……谢谢；再见')).toEqual([
      '您好！',
      '请先核对订单。',
      '他说：“没到账。”',
      '然后呢？',
      '好的……',
      '谢谢；',
      '再见',
    ])
  })

  test('a semicolon inside brackets does not cut the sentence', () => {
    expect(texts('支持两种方式（微信；支付宝）付款。')).toEqual([
      '支持两种方式（微信；支付宝）付款。',
    ])
  })

  test('English abbreviations, decimals, versions and addresses do not end a sentence', () => {
    expect(
      texts(
        'Fees (e.g. 1.5 % of the amount) apply at 9 a.m. daily. Ask Mr. Li at help.galaxyread.example. Done?',
      ),
    ).toEqual([
      'Fees (e.g. 1.5 % of the amount) apply at 9 a.m. daily.',
      'Ask Mr. Li at help.galaxyread.example.',
      'Done?',
    ])
    expect(texts('Update to 8.6. Then restart.')).toEqual(['Update to 8.6.', 'Then restart.'])
  })

  test('list items and table rows are their own sentences; a wrapped line is not', () => {
    expect(texts('1. Open settings\n2. Tap Restore\n- done')).toEqual([
      '1. Open settings',
      '2. Tap Restore',
      '- done',
    ])
    expect(texts('one line\nwrapped here. Next one')).toEqual([
      'one line\nwrapped here.',
      'Next one',
    ])
    expect(texts('| a | b |\n| 1 | 2 |')).toEqual(['| a | b |', '| 1 | 2 |'])
  })

  test('a question mark inside a link does not cut it', () => {
    expect(texts('See https://galaxyread.example/a?b=c now')).toHaveLength(1)
  })

  test('sentences and the white space between them joined give back the text, whatever it is', () => {
    const pieces = fc.constantFrom(
      '您好',
      '。',
      '！',
      '”',
      '（',
      '）',
      '；',
      ' ',
      '\n',
      '3.5',
      'e.g.',
      '.',
      'A',
      '1. ',
      '| x |',
      '…',
      '?',
    )
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((list) => list.join('')),
    )
    fc.assert(
      fc.property(any, (text) => {
        let at = 0
        let joined = ''
        for (const sentence of splitSentences(text)) {
          const gap = text.slice(at, sentence.start)
          expect(gap.trim()).toBe('')
          expect(sentence.text.trim()).toBe(sentence.text)
          expect(sentence.text).not.toBe('')
          joined += gap + sentence.text
          at = sentence.end
        }
        expect(joined + text.slice(at)).toBe(text)
        expect(text.slice(at).trim()).toBe('')
      }),
    )
  })
})
