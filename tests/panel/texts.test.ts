import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { createEventParser, type SentEvent } from '../../src/panel/api/parse-events.ts'
import { joinSpans, locateMarks } from '../../src/panel/article/locate-marks.ts'
import { cutText, isWebAddress, linkedArticle } from '../../src/panel/article/parse-markdown.ts'
import { actionOf, KEYS, readKey } from '../../src/panel/keys/keys.ts'
import { MESSAGES, pickLang } from '../../src/panel/messages/index.ts'
import { cutBySentences } from '../../src/panel/state/cut-by-sentences.ts'
import { listSources } from '../../src/panel/state/list-sources.ts'
import { plainExcerpt } from '../../src/panel/state/plain-excerpt.ts'
import { reword } from '../../src/panel/state/reword.ts'
import { ANSWER, ARTICLE } from './support/scripted-desk.ts'

describe('the event stream', () => {
  const stream =
    'retry: 1000\n\nid: 7\nevent: turn-added\ndata: {"a":1}\n\n: ping\r\n\r\nid: 8\r\ndata: 一\r\ndata: 二\r\n\r\n'

  property.prop([fc.array(fc.nat(stream.length), { maxLength: 20 })])(
    'gives the same events wherever it is cut',
    (places) => {
      const events: SentEvent[] = []
      const parse = createEventParser((event) => events.push(event))
      const cuts = [0, ...places.toSorted((a, b) => a - b), stream.length]
      for (const [index, cut] of cuts.entries()) parse(stream.slice(cuts[index - 1] ?? 0, cut))
      expect(events).toEqual([
        { id: '7', event: 'turn-added', data: '{"a":1}' },
        { id: '8', event: 'message', data: '一\n二' },
      ])
    },
  )
})

describe('cited text', () => {
  const spans = fc.array(
    fc.record({ start: fc.nat(40), length: fc.nat(20) }).map(({ start, length }) => ({
      start,
      end: start + length,
    })),
  )

  property.prop([fc.string({ minLength: 1, maxLength: 40 }), fc.nat(10), spans])(
    'cut for lighting and joined again is the text, whatever is lit',
    (text, start, lit) => {
      const span = { start, end: start + text.length }
      const pieces = cutText(text, span, joinSpans(lit))
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    },
  )

  property.prop([fc.string(), fc.array(fc.string())])(
    'cut into sentences and joined again is the text, whatever the sentences are',
    (text, sentences) => {
      const said = sentences.map((each) => ({
        text: each,
        basis: 'phrase' as const,
        citations: [],
      }))
      const pieces = cutBySentences(text, said)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    },
  )

  test('is found by its offsets, by its words when the article was edited, else by its chunk', () => {
    const [citation] = ANSWER.sentences[1]?.citations ?? []
    if (!citation) throw new Error('The scripted answer cites nothing.')
    const { chunk, quote, start, end } = citation
    const mark = { chunk, quote, span: { start, end } }
    expect(locateMarks(ARTICLE.parts, [mark])[0]).toEqual([{ start, end }])

    const [first, ...rest] = ARTICLE.parts
    if (!first) throw new Error('The scripted article is empty.')
    const edited = [{ ...first, markdown: `新的一行\n\n${first.markdown}` }, ...rest]
    expect(locateMarks(edited, [mark])[0]).toEqual([{ start: start + 6, end: end + 6 }])

    const gone = [{ ...first, markdown: '全部改写' }, ...rest]
    expect(locateMarks(gone, [mark])[0]).toHaveLength(1)
    expect(locateMarks(ARTICLE.parts, [{ chunk: 'recharge-not-arrived#c' }])[1]).toHaveLength(1)
  })

  test('is listed once per place, in the order of first use', () => {
    expect(listSources(ANSWER.sentences).map(({ number, chunk }) => [number, chunk])).toEqual([
      [1, 'recharge-not-arrived#b'],
      [2, 'recharge-not-arrived#a'],
    ])
  })
})

test('only web addresses are links out, only relative markdown links are links to articles', () => {
  expect(isWebAddress('https://help.galaxyread.example/a')).toBe(true)
  expect(isWebAddress('javascript:alert(1)')).toBe(false)
  expect(isWebAddress(' java\nscript:alert(1)')).toBe(false)
  expect(linkedArticle('../account/change-phone.md#steps')).toBe('change-phone')
  expect(linkedArticle('javascript:x.md')).toBeNull()
  expect(linkedArticle('//evil.example/x.md')).toBeNull()
})

test('an excerpt is plain words', () => {
  expect(
    plainExcerpt(
      '## 标题\n\n1. **先**看 [说明](./a.md)\n\n| 甲 | 乙 |\n| --- | --- |\n| 一 | 二 |',
    ),
  ).toBe('先 看 说明 甲 乙 一 二')
})

describe('keys', () => {
  const press = {
    key: 'i',
    code: 'KeyI',
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    isComposing: false,
  }

  test('each action has its own', () => {
    expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length)
  })

  test('work alone when nothing is typed, with Alt always, never while a candidate is picked', () => {
    expect(readKey(press, false, true)).toBe('i')
    expect(readKey(press, true, true)).toBeNull()
    expect(readKey(press, false, false)).toBeNull()
    expect(readKey({ ...press, key: 'ˆ', altKey: true }, true, false)).toBe('i')
    expect(readKey({ ...press, isComposing: true }, false, true)).toBeNull()
    expect(readKey({ ...press, ctrlKey: true }, false, true)).toBeNull()
    expect(actionOf('?')).toBe('help')
  })
})

test('a better wording takes the place of the words it was found for, whatever blanks stand before them', () => {
  const finding = {
    rule: 'tone',
    start: 3,
    end: 6,
    severity: 'warn' as const,
    message: '',
    suggest: '看一下',
  }
  expect(reword('  请您自己看', finding)).toBe('  请您自看一下')
  expect(reword('请您，自己看。', finding)).toBe('请您，看一下。')
})

describe('the interface', () => {
  test('speaks each language wholly', () => {
    const han = /[\u3400-\u9fff]/u
    expect(Object.values(flatten(MESSAGES.en)).filter((text) => han.test(text))).toEqual([])
    for (const lang of ['zh-Hans', 'zh-Hant'] as const) {
      const foreign = Object.entries(flatten(MESSAGES[lang])).filter(
        ([key, text]) => !han.test(text) && !['brand', 'position', 'progress'].includes(key),
      )
      expect(foreign).toEqual([])
    }
  })

  test('writes Traditional characters in zh-Hant', () => {
    const simplified = /[对话还没说户复输这里请题线连断库据发问现级给导标]/u
    expect(
      Object.values(flatten(MESSAGES['zh-Hant'])).filter((text) => simplified.test(text)),
    ).toEqual([])
  })

  test('starts in the first of the browser’s languages that it speaks', () => {
    expect(pickLang(['fr', 'zh-HK', 'en'])).toBe('zh-Hant')
    expect(pickLang(['zh-CN'])).toBe('zh-Hans')
    expect(pickLang(['en-GB'])).toBe('en')
    expect(pickLang(['fr'])).toBe('zh-Hans')
  })
})

/** Every text, with a number or a word where it takes one. */
function flatten(texts: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]): [string, string][] => {
      if (typeof value === 'string') return [[key, value]]
      if (typeof value === 'function') return [[key, value(1, 2)]]
      return Object.entries(flatten(value)).map(([inner, text]) => [`${key}.${inner}`, text])
    }),
  )
}
