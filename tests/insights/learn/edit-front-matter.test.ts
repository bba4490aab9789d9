import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { addEntry, removeEntry } from '../../../src/insights/learn/edit-front-matter.ts'

const BODY = '\n# 正文\n\n---\n\nasks: 不是前言\n'
const file = (yaml: string, eol = '\n') => `---\n${yaml}---\n${BODY}`.replaceAll('\n', eol)
const ask = (value: string) => ({ key: 'asks', value }) as const
const yamlOf = (source: string) => parse(source.split(/^---[ \t]*\r?$/m)[1]!) as { asks: string[] }
const isIt = (value: string) => (one: unknown) => one === value

describe('a line is added to the front matter', () => {
  test('at the end of the list, in the indentation and with the comments that are there', () => {
    const source = file(
      'id: a # the name\nasks: # ways\n    - "第一"   # quoted\n    - 第二\n    # after the last\ntags: [x, y]\n',
    )
    expect(addEntry(source, ask('第三'))).toBe(
      file(
        'id: a # the name\nasks: # ways\n    - "第一"   # quoted\n    - 第二\n    - 第三\n    # after the last\ntags: [x, y]\n',
      ),
    )
  })

  test.each([
    ['no list', 'id: a\n', 'id: a\nasks:\n  - 第三\n'],
    ['an empty list', 'asks: []\nid: a\n', 'asks:\n  - 第三\nid: a\n'],
    ['an empty list with a comment', 'asks: [] # none\nid: a\n', 'asks: # none\n  - 第三\nid: a\n'],
    ['nothing after the key', 'asks:\nid: a\n', 'asks:\n  - 第三\nid: a\n'],
    ['a list in brackets', 'asks: [甲, "乙"] # two\n', 'asks: [甲, "乙", "第三"] # two\n'],
    ['a list without indentation', 'asks:\n- 甲\nid: a\n', 'asks:\n- 甲\n- 第三\nid: a\n'],
    [
      'a folded entry',
      'asks:\n  - >-\n    甲\n    乙\nid: a\n',
      'asks:\n  - >-\n    甲\n    乙\n  - 第三\nid: a\n',
    ],
  ])('where there is %s', (_name, before, after) => {
    expect(addEntry(file(before), ask('第三'))).toBe(file(after))
  })

  test('with the line ends of the file', () => {
    const before = file('id: a\nasks:\n  - 甲\n', '\r\n')
    expect(addEntry(before, ask('乙'))).toBe(file('id: a\nasks:\n  - 甲\n  - 乙\n', '\r\n'))
  })

  test('also a question with why it is not meant', () => {
    const value = { ask: '怎么退款: 会员', why: '见另一篇' }
    const source = file('id: a\nmust_not:\n  - ask: 甲\n    why: 乙 # so\n')
    expect(addEntry(source, { key: 'must_not', value })).toBe(
      file(
        'id: a\nmust_not:\n  - ask: 甲\n    why: 乙 # so\n  - ask: "怎么退款: 会员"\n    why: 见另一篇\n',
      ),
    )
  })

  test('not twice', () => {
    expect(() => addEntry(file('asks: [甲]\n'), ask('甲'))).toThrow(/already/)
  })

  test.each([
    'no front matter',
    '---\nid: a\nid: b\n---\n',
    '---\nasks: 甲\n---\n',
    '---\nasks: {甲: 乙}\n---\n',
    '---\n{id: a, asks: [甲]}\n---\n',
  ])('or the file is left alone: %s', (source) => {
    try {
      const edited = addEntry(source, ask('乙'))
      expect(yamlOf(edited).asks).toEqual(['甲', '乙'])
    } catch (error) {
      expect(error).toMatchObject({ code: 'CONFLICT' })
    }
  })

  const Text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter(
      (text) =>
        !/[\p{Cc}\u2028\u2029\ufeff]/u.test(text) && text.trim() === text && text.isWellFormed(),
    )
  const Style = fc.constantFrom('plain', 'double', 'flow')
  const written = (asks: string[], style: string) =>
    style === 'flow'
      ? `asks: [${asks.map((one) => JSON.stringify(one)).join(', ')}]\n`
      : `asks:\n${asks.map((one) => `  - ${JSON.stringify(one)}${style === 'plain' ? '' : ' # c'}\n`).join('')}`

  test('and taking it out again gives back the file, whatever the texts', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(Text, { minLength: 1, maxLength: 4 }),
        Text,
        Style,
        (asks, more, style) => {
          fc.pre(!asks.includes(more))
          const source = file(`id: a # kept\n${written(asks, style)}title: b\n`)
          const edited = addEntry(source, ask(more))
          expect(yamlOf(edited).asks).toEqual([...asks, more])
          expect(removeEntry(edited, 'asks', isIt(more))).toBe(source)
        },
      ),
    )
  })

  test('a list that was made for it goes with it', () => {
    const source = file('id: a\n')
    expect(removeEntry(addEntry(source, ask('甲')), 'asks', isIt('甲'))).toBe(source)
    expect(removeEntry(source, 'asks', isIt('甲'))).toBeNull()
  })
})
