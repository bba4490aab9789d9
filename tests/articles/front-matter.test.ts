import { describe, expect, test } from 'vitest'
import { compile, file } from './support.ts'

function firstFlaw(source: string) {
  const { article, flaws } = compile(source)
  expect(article).toBeNull()
  return flaws[0]
}

describe('front matter', () => {
  test('gives typed values, and never becomes text', () => {
    const { article, flaws } = compile(
      file('\n正文。\n', {
        title: '"充值: 未到账"',
        release: '2026-11-01T10:00:00+08:00',
        review_by: '2027-03-31',
        tags: '[充值, 到账]',
        asks: '\n  - 钱扣了星币没来\n  - "冲的钱: 怎么看不到"',
        must_not: '\n  - ask: 怎么投诉\n    why: 另有文章',
      }),
    )
    expect(flaws).toEqual([])
    expect(article).toMatchObject({
      id: 'delivery',
      title: '充值: 未到账',
      release: '2026-11-01T10:00:00+08:00',
      expires: null,
      reviewBy: '2027-03-31',
      tags: ['充值', '到账'],
      asks: ['钱扣了星币没来', '冲的钱: 怎么看不到'],
      mustNot: [{ ask: '怎么投诉', why: '另有文章' }],
    })
    expect(article?.parts[0]?.markdown).toBe('正文。\n')
  })

  test('defaults to a draft', () => {
    const source = file('\n正文。\n').replace('state: published\n', '')
    expect(compile(source).article?.state).toBe('draft')
  })

  test.each([
    [
      'an unknown key',
      { modul: 'x' },
      {
        rule: 'unknown-key',
        line: 7,
        column: 1,
        found: 'modul',
        message: expect.stringContaining('`module`'),
      },
    ],
    [
      'a key in another case',
      { Release: '"2026-12-01T10:00:00+08:00"' },
      { rule: 'unknown-key', message: expect.stringContaining('`release`') },
    ],
    [
      'an audience that is spelt wrongly',
      { audience: 'custmer' },
      {
        rule: 'bad-value',
        line: 5,
        column: 11,
        found: 'custmer',
        allowed: 'customer, agent, internal',
        message: expect.stringContaining('`customer`'),
      },
    ],
    [
      'an audience in another case',
      { audience: 'Internal' },
      { rule: 'bad-value', found: 'Internal' },
    ],
    ['an audience in Chinese', { audience: '内部' }, { rule: 'bad-value', found: '内部' }],
    ['a list as audience', { audience: '[internal]' }, { rule: 'bad-value', found: 'a list' }],
    ['no value', { audience: '' }, { rule: 'bad-value', found: 'nothing' }],
    [
      'a release without offset',
      { release: '2026-12-01T10:00:00' },
      {
        rule: 'bad-date',
        found: '2026-12-01T10:00:00',
        allowed: expect.stringContaining('+08:00'),
      },
    ],
    ['a bare date as release', { release: '2026-12-01' }, { rule: 'bad-date' }],
    ['30 February', { expires: '2027-02-30T10:00:00+08:00' }, { rule: 'bad-date' }],
    ['an instant as review date', { review_by: '2027-02-20T10:00:00Z' }, { rule: 'bad-date' }],
    ['an id that is no kebab-case', { id: 'Delivery_Fee' }, { rule: 'bad-value', line: 2 }],
    ['a number as title', { title: '2026' }, { rule: 'bad-value', found: '2026 (number)' }],
    ['a control character', { title: '"a\\u0000b"' }, { rule: 'bad-value' }],
    ['half a surrogate pair', { title: '"a\\ud800b"' }, { rule: 'bad-value' }],
    ['an ask that is a map', { asks: '\n  - 为什么: 呢' }, { rule: 'bad-value', line: 8 }],
    [
      'a must_not without reason',
      { must_not: '\n  - ask: 什么' },
      { rule: 'missing-key', line: 8 },
    ],
    ['an anchor', { title: '&a 标题' }, { rule: 'yaml-feature', line: 3 }],
    ['an alias', { owner: '*a' }, { rule: expect.stringMatching(/bad-yaml|yaml-feature/) }],
    ['a tag', { title: '!!str 标题' }, { rule: 'yaml-feature' }],
    ['YAML that is broken', { audience: '[internal' }, { rule: 'bad-yaml' }],
  ])('with %s is an error with its place', (_what, keys, flaw) => {
    expect(firstFlaw(file('\n正文。\n', keys as Record<string, string>))).toMatchObject({
      file: 'articles/delivery.md',
      severity: 'error',
      line: expect.any(Number),
      column: expect.any(Number),
      ...flaw,
    })
  })

  test('with a key twice is an error at the second one', () => {
    const source = file('\n正文。\n').replace('state:', 'audience: internal\nstate:')
    expect(firstFlaw(source)).toMatchObject({ rule: 'duplicate-key', line: 6, column: 1 })
  })

  test('without an audience is an error', () => {
    const source = file('\n正文。\n').replace('audience: customer\n', '')
    expect(firstFlaw(source)).toMatchObject({
      rule: 'missing-key',
      allowed: 'customer, agent, internal',
    })
  })

  test('that ends before it begins is an error', () => {
    const keys = { release: '2026-12-01T10:00:00+08:00', expires: '2026-12-01T02:00:00Z' }
    expect(firstFlaw(file('\n正文。\n', keys))).toMatchObject({ rule: 'bad-date', line: 8 })
  })

  test('reports all faults together, those of the body too', () => {
    const { flaws } = compile(
      file('\n<b>粗</b>\n\n::: internal\n机密\n:::\n', {
        lang: 'zh',
        audience: 'staff',
        relase: 'soon',
      }),
    )
    expect(flaws.map((flaw) => flaw.rule)).toEqual([
      'bad-value',
      'bad-value',
      'unknown-key',
      'raw-html',
      'raw-html',
      'directive-suspect',
      'directive-suspect',
    ])
  })

  test.each([
    ['no front matter', '# 标题\n', 'front-matter-missing'],
    ['a byte order mark', `\ufeff${file('\n正文。\n')}`, 'byte-order-mark'],
    ['a blank line first', `\n${file('\n正文。\n')}`, 'front-matter-missing'],
    ['an unclosed front matter', file('').replace(/---\n$/, '\n正文'), 'front-matter-unclosed'],
    ['nothing in it', '', 'front-matter-missing'],
  ])('a file with %s is not served', (_what, source, rule) => {
    expect(firstFlaw(source)).toMatchObject({ rule, line: 1, column: 1 })
  })

  test('may have Windows line ends', () => {
    const { article, flaws } = compile(
      file('\n正文。\n\n:::agent\n坐席。\n:::\n').replaceAll('\n', '\r\n'),
    )
    expect(flaws).toEqual([])
    expect(article?.parts.map((part) => part.markdown)).toEqual(['正文。\r\n', '坐席。\r\n'])
  })
})
