import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkMarkdown } from '../../src/articles/chunk-markdown.ts'
import { compileText, countTokens, MAX_TOKENS } from '../../src/articles/index.ts'

const article = (source: string, title = '说明') =>
  compileText({ id: 'a', path: 'a.md', audience: 'customer', title, lang: 'zh-Hans', source })
const chunksOf = (source: string) => article(source).parts[0]!.chunks
const textsOf = (source: string) =>
  chunkMarkdown(source).map(({ start, end }) => source.slice(start, end))

const sentence = '退款在七个工作日内原路退回，手续费为百分之五。'
const paragraph = (count: number) => sentence.repeat(count)

describe('chunks', () => {
  test('are the sections, each with its heading trail, setext headings too', () => {
    const source =
      '# 说明\n\n开头。\n\n退款\n====\n\n甲。\n\n### 会员 *退款*\n\n乙。\n\n安装\n----\n\n```sh\n# 这不是标题\n```\n\n## `code` & 丙\n\n丁。\n'
    expect(chunksOf(source).map((chunk) => [chunk.headings, chunk.line])).toEqual([
      [[], 1],
      [['退款'], 5],
      [['退款', '会员 退款'], 10],
      [['退款', '安装'], 14],
      [['退款', 'code & 丙'], 21],
    ])
  })

  test('keep a heading with what it heads', () => {
    expect(textsOf('# A\n\n## B\n\ntext\n\n## C\n\n## D\n\ntext\n')).toEqual([
      '# A\n\n## B\n\ntext\n\n',
      '## C\n\n',
      '## D\n\ntext\n',
    ])
  })

  test.each(['标准答复', '標準答覆', 'Standard reply', 'STANDARD REPLY'])(
    'of the section %s are marked as the wording to be used',
    (heading) => {
      const chunks = chunksOf(
        `## 步骤\n\n一。\n\n## ${heading}\n\n您好。\n\n### 电话\n\n二。\n\n## 其他\n\n三。\n`,
      )
      expect(chunks.map((chunk) => chunk.isStandardReply)).toEqual([false, true, true, false])
    },
  )

  test('cut an over-long table between rows, with the head on the first row', () => {
    const rows = Array.from({ length: 60 }, (_, i) => `| 第${i}行 | ${sentence} |\n`)
    const texts = textsOf(`## 表\n\n| 名 | 值 |\n| --- | --- |\n${rows.join('')}`)
    expect(texts.length).toBeGreaterThan(2)
    expect(texts[0]).toContain(`| --- | --- |\n${rows[0]}`)
    for (const text of texts.slice(1)) expect(text).toMatch(/^\| 第\d+行[\s\S]*\|\n$/)
  })

  test('cut an over-long list between items, and an over-long item between its blocks', () => {
    const items = Array.from({ length: 40 }, (_, i) => `${i + 1}. ${sentence}\n   ${sentence}\n`)
    for (const text of textsOf(items.join('')).slice(1)) expect(text).toMatch(/^\d+\. /)
    const nested = `- 外层\n${Array.from({ length: 40 }, (_, i) => `  - 内${i} ${sentence}\n`).join('')}`
    for (const text of textsOf(nested).slice(1)) expect(text).toMatch(/^ {2}- 内\d+ /)
  })

  test('keep a fence whole up to the ceiling', () => {
    const code = `\`\`\`ts\n${'const value = 1\n\n'.repeat(40)}\`\`\`\n`
    const texts = textsOf(`${paragraph(12)}\n\n${code}\n${paragraph(12)}\n`)
    expect(texts.some((text) => text.includes(code))).toBe(true)
  })

  test('cut a single over-long paragraph at sentence ends', () => {
    const texts = textsOf(paragraph(60))
    expect(texts.length).toBeGreaterThan(2)
    for (const text of texts) expect(text).toMatch(/。$/)
  })

  test('have ids that an edit elsewhere does not change, equal text in one article included', () => {
    const before = chunksOf('## A\n\n一。\n\n## B\n\n二。\n\n## C\n\n三。\n\n## C\n\n三。\n')
    const after = chunksOf(
      '## A\n\n一，改了。\n\n新的一段。\n\n## B\n\n二。\n\n## C\n\n三。\n\n## C\n\n三。\n',
    )
    expect(after.slice(1).map((chunk) => chunk.id)).toEqual(
      before.slice(1).map((chunk) => chunk.id),
    )
    expect(new Set(before.map((chunk) => chunk.id)).size).toBe(4)
    expect(before[0]?.id).toMatch(/^a#[0-9a-f]{16}$/)
  })
})

const inline = fc.oneof(
  fc.constantFrom(
    '甲',
    '退款。',
    'word ',
    '`code`',
    '**b**',
    '[a](b)',
    '|',
    '\\',
    ':::',
    '   ',
    '\t',
    '😀',
    '\u200b',
    '&amp;',
    '<b>',
    '---',
    '1.',
    '!',
    '\ufeff',
    '\u2028',
  ),
  fc.string({ maxLength: 8 }),
  fc.integer({ min: 1, max: 30 }).map((n) => sentence.repeat(n)),
  fc.integer({ min: 1, max: 200 }).map((n) => 'lorem ipsum '.repeat(n)),
  fc.integer({ min: 1, max: 3000 }).map((n) => 'x'.repeat(n)),
)
const line = fc
  .tuple(
    fc.constantFrom(
      '',
      '# ',
      '## ',
      '###### ',
      '- ',
      '  - ',
      '    ',
      '1. ',
      '> ',
      '> - ',
      '| a | ',
      '```',
      '~~~',
      '    ```',
      '<div>',
      '[x]: ',
      '***',
      '===',
      '---',
      '| - |',
      '- [ ] ',
    ),
    fc.array(inline, { maxLength: 4 }).map((parts) => parts.join('')),
  )
  .map(([lead, text]) => lead + text)
const markdown = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\r'))
  .map(([lines, eol]) => lines.join(eol).replaceAll('\0', ' ').toWellFormed())

describe('for any markdown', () => {
  test('the chunks, joined, are the text; offsets and lines are true; no chunk is over the ceiling; ids differ', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const part = article(source, 'x').parts[0]!
        expect(part.chunks.map((chunk) => chunk.text).join('')).toBe(part.markdown)
        expect(source).toContain(part.markdown)
        for (const chunk of part.chunks) {
          expect(part.markdown.slice(chunk.start, chunk.end)).toBe(chunk.text)
          expect(source.slice(chunk.sourceStart, chunk.sourceStart + chunk.text.length)).toBe(
            chunk.text,
          )
          const before = part.markdown.slice(0, chunk.start)
          expect(chunk.line).toBe(before.split(/\r\n|\n|\r/).length)
          expect(countTokens(chunk.text)).toBeLessThanOrEqual(MAX_TOKENS)
          expect(chunk.text).not.toBe('')
        }
        const ids = part.chunks.map((chunk) => chunk.id)
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 400 },
    )
  })

  test('a section added at the end leaves the chunks before it as they were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('甲。', '乙。', '丙。', paragraph(40)), { maxLength: 8 }),
        (texts) => {
          const source = texts.map((text, i) => `## ${i}\n\n${text}\n`).join('\n')
          const before = chunksOf(`${source}\n`).map((chunk) => chunk.id)
          const after = chunksOf(`${source}\n## 新\n\n新。\n`).map((chunk) => chunk.id)
          expect(after.slice(0, before.length)).toEqual(before)
        },
      ),
      { numRuns: 100 },
    )
  })
})
