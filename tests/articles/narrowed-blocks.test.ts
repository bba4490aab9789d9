import { describe, expect, test } from 'vitest'
import { compile, file } from './support.ts'

const RELEASE = '2026-12-01T10:00:00+08:00'

function partsOf(body: string, keys: Record<string, string> = {}) {
  const { article, flaws } = compile(file(body, keys))
  expect(flaws.filter((flaw) => flaw.severity === 'error')).toEqual([])
  return article!.parts.map(({ part, audience, release, markdown, after }) => ({
    ...{ part, audience, release, markdown, after },
  }))
}

describe('a narrowed block', () => {
  test('is a part of its own and leaves no trace in the text around it', () => {
    const body = '\n## 费用\n\n运费十元。\n\n:::agent\n可以免一次。\n:::\n\n## 时间\n\n三天。\n'
    const [main, block] = partsOf(body)
    expect(main).toMatchObject({
      part: 0,
      markdown: '## 费用\n\n运费十元。\n\n## 时间\n\n三天。\n',
    })
    expect(block).toMatchObject({
      part: 1,
      audience: 'agent',
      markdown: '可以免一次。\n',
      after: 0,
    })
  })

  test('gives the same public text wherever it stands, as if it had never been there', () => {
    const without = partsOf('\n甲段。\n\n乙段。\n')[0]
    const block = ':::internal\n不可外传的内容。\n:::'
    for (const body of [
      `\n${block}\n\n甲段。\n\n乙段。\n`,
      `\n甲段。\n\n${block}\n\n乙段。\n`,
      `\n甲段。\n${block}\n乙段。\n`,
      `\n甲段。\n\n\n\n${block}\n\n\n乙段。\n`,
      `\n甲段。\n\n乙段。\n\n${block}\n`,
      `\n甲段。\n\n${block}\n\n${block.replace('不可外传', '另外一段')}\n\n乙段。\n`,
    ]) {
      expect(partsOf(body)[0]).toEqual(without)
    }
  })

  test('of an embargo opens at its own instant, and never before the article', () => {
    const body = `\n公开。\n\n:::embargo{release="${RELEASE}"}\n新活动。\n:::\n`
    expect(partsOf(body)[1]).toMatchObject({ audience: 'customer', release: RELEASE })
    const later = '2027-01-01T00:00:00+08:00'
    expect(partsOf(body, { release: `"${later}"` })[1]).toMatchObject({ release: later })
  })

  test('may hold a narrower one between more colons', () => {
    const body =
      '\n公开。\n\n::::agent\n坐席看。\n\n:::internal\n组长看。\n:::\n\n坐席再看。\n::::\n'
    expect(partsOf(body).slice(1)).toEqual([
      { part: 1, audience: 'agent', release: null, markdown: '坐席看。\n\n坐席再看。\n', after: 0 },
      { part: 1, audience: 'internal', release: null, markdown: '组长看。\n', after: 0 },
    ])
  })

  test('is numbered among those of its own readers, so that no gap tells of others', () => {
    const body = '\n:::agent\n一。\n:::\n\n:::internal\n二。\n:::\n\n:::agent\n三。\n:::\n'
    const parts = partsOf(body).slice(1)
    expect(parts.map(({ part, audience }) => `${audience} ${part}`)).toEqual([
      'agent 1',
      'internal 1',
      'agent 2',
    ])
    expect(parts.every((part) => part.after === -1)).toBe(true)
  })

  test.each([
    [':::agent\n同样宽。\n:::', 'agent'],
    [':::agent\n更宽。\n:::', 'internal'],
  ])('that does not narrow is an error', (body, audience) => {
    const { article, flaws } = compile(file(`\n${body}\n`, { audience }))
    expect(article).toBeNull()
    expect(flaws[0]).toMatchObject({ rule: 'directive-not-narrower', line: 9 })
  })

  test('may hold any markdown', () => {
    const inner = '# 标题\n\n- 一\n- 二\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\ncode\n```'
    expect(partsOf(`\n公开。\n\n:::agent\n${inner}\n:::\n`)[1]?.markdown).toBe(`${inner}\n`)
  })

  test('is told apart from what only looks a little like one', () => {
    const body =
      '\n时间 10:30，比例 1:2，a:b，见 http://x.example::8080，std::vector，😀:smile:。\n\n'
    expect(partsOf(`${body}写作 \\:::agent 即可。\n`)).toHaveLength(1)
  })
})

describe('definitions', () => {
  test('that only a block uses move there', () => {
    const body =
      '\n公开 [规则][a]。\n\n:::agent\n坐席看[手册][b]。\n:::\n\n[a]: https://www.galaxyread.example/rules\n[b]: https://www.galaxyread.example/manual "手册"\n'
    const [main, block] = partsOf(body)
    expect(main?.markdown).toContain('[a]: ')
    expect(main?.markdown).not.toContain('manual')
    expect(block?.markdown).toContain('[b]: https://www.galaxyread.example/manual "手册"')
  })

  test('that both use stay and are copied', () => {
    const body = '\n公开[^1]。\n\n:::agent\n坐席[^1]。\n:::\n\n[^1]: 一个脚注。\n'
    const [main, block] = partsOf(body)
    expect(main?.markdown).toContain('[^1]: 一个脚注。')
    expect(block?.markdown).toContain('[^1]: 一个脚注。')
  })

  test('used by a footnote of a block belong to the block', () => {
    const body =
      '\n公开。\n\n:::internal\n内部[^1]。\n:::\n\n[^1]: 见[名单][c]。\n\n[c]: https://www.galaxyread.example/roster\n'
    const [main, block] = partsOf(body)
    expect(main?.markdown).toBe('公开。\n')
    expect(block?.markdown).toContain('roster')
  })

  test('in a block are not told to the text around it', () => {
    const body = '\n公开 [规则][a]。\n\n:::agent\n[a]: https://www.galaxyread.example/a\n:::\n'
    const { article, flaws } = compile(file(body))
    expect(article?.parts[0]?.markdown).toBe('公开 [规则][a]。\n')
    expect(flaws).toMatchObject([{ rule: 'unused-definition', severity: 'warning', line: 12 }])
  })
})

describe('the proof that nothing hidden is told', () => {
  const secret = '双旦充值每满二百一十一元返三十三元'

  test('finds a copied run however it is disguised', () => {
    for (const copy of [
      secret,
      [...secret].join('\u200b'),
      [...secret].join(' '),
      '雙旦充值每滿二百一十一元返三十三元',
    ]) {
      const { article, flaws } = compile(file(`\n${copy}\n\n:::internal\n${secret}\n:::\n`))
      expect(article).toBeNull()
      expect(flaws).toMatchObject([{ rule: 'overlap', line: 9 }])
    }
  })

  test('lets short common runs pass', () => {
    const { article } = compile(
      file(
        '\nRefunds go to the original payment method.\n\n:::internal\nCheck the payment method first.\n:::\n',
        { lang: 'en' },
      ),
    )
    expect(article).not.toBeNull()
  })

  test('does not mind what was released before', () => {
    const body = `\n${secret}\n\n:::embargo{release="2026-01-01T00:00:00+08:00"}\n${secret}\n:::\n`
    expect(compile(file(body)).article).not.toBeNull()
    expect(compile(file(body), new Date('2025-12-31T00:00:00+08:00')).article).toBeNull()
  })
})
