import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { fc, test as property } from '@fast-check/vitest'
import { unpackTar } from 'modern-tar'
import { describe, expect, test } from 'vitest'
import { convertPage } from '../../../src/editing/import/convert-page.ts'
import { countIn, released } from './support.ts'

const BENCH = '../shared/bench/kb-en-sap-btp/md.tar.gz'

function convert(html: string) {
  const page = {
    ...{ from: 'p.html', line: 1, title: '', lang: null, addresses: [], tags: [], asks: [] },
    ...{ isReply: false, translationOf: null, base: '.', body: { kind: 'html' as const, html } },
  }
  const around = { fileOf: () => undefined, idOf: () => undefined, isThere: () => true }
  return convertPage(page, { id: 'p', file: 'p.md' }, around).article.markdown
}

const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
/** Words that mean something to markdown or to us, and plain ones of three languages. */
const words = fc.oneof(
  fc.constantFrom(
    ':::internal',
    ':::',
    '：：：agent',
    '::: agent',
    '{{customer.name}}',
    '---',
    'audience: customer',
    '# x',
    '- x',
    '1. x',
    '| x |',
    '*x*',
    '[x](y)',
    '<b>',
    '<!-- -->',
    '```',
    '~~~',
    '&colon;::agent',
    '> x',
    'x\\',
    '===',
    '退款要幾天',
    '充值未到账',
    'refund',
  ),
  fc.string({ maxLength: 12 }),
)
const inline = fc.oneof(
  words.map((text) => ({ html: asHtml(text), links: 0, images: 0 })),
  words.map((text) => ({
    html: `<a href="https://example.com/a_(b)">x${asHtml(text)}</a>`,
    links: 1,
    images: 0,
  })),
  fc.constant({ html: '<img src="a.png" alt="图]">', links: 0, images: 1 }),
)
type Piece = { html: string; tables: number; items: number; links: number; images: number }
const line = fc.array(inline, { minLength: 1, maxLength: 3 }).map((parts) => ({
  html: parts.map(({ html }) => html).join(' '),
  links: parts.reduce((sum, { links }) => sum + links, 0),
  images: parts.reduce((sum, { images }) => sum + images, 0),
}))
const block: fc.Arbitrary<Piece> = fc.oneof(
  line.map((of) => ({ ...of, html: `<p>t ${of.html}</p>`, tables: 0, items: 0 })),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => ({
    ...sum(lines),
    html: `<ul>${lines.map(({ html }) => `<li>t ${html}</li>`).join('')}</ul>`,
    ...{ tables: 0, items: lines.length },
  })),
  fc.array(fc.tuple(line, line), { minLength: 2, maxLength: 4 }).map((rows) => ({
    ...sum(rows.flat()),
    html: `<table>${rows.map(([a, b]) => `<tr><td>t ${a.html}</td><td>t ${b.html}</td></tr>`).join('')}</table>`,
    ...{ tables: 1, items: 0 },
  })),
)

function sum(lines: { links: number; images: number }[]) {
  return {
    links: lines.reduce((all, { links }) => all + links, 0),
    images: lines.reduce((all, { images }) => all + images, 0),
  }
}

describe('whatever stands in a page', () => {
  property.prop([fc.array(block, { minLength: 1, maxLength: 5 })], { numRuns: 80 })(
    'every table, list, link and picture is in the article, and the compiler takes it as one part for customers',
    (blocks) => {
      // A paragraph between two lists keeps them two.
      const markdown = convert(`<h1>t</h1>${blocks.map(({ html }) => html).join('<p>and</p>')}`)
      const { article, flaws } = released(markdown)
      expect(
        flaws.filter(({ severity }) => severity === 'error'),
        markdown,
      ).toEqual([])
      expect(
        article?.parts.map(({ audience }) => audience),
        markdown,
      ).toEqual(['customer'])
      expect(markdown).not.toContain('{{')
      const counted = countIn(markdown)
      const all = (name: keyof Piece) =>
        blocks.reduce((total, piece) => total + Number(piece[name]), 0)
      expect(counted, markdown).toEqual({
        tables: all('tables'),
        items: all('items'),
        links: all('links'),
        images: all('images'),
      })
    },
  )

  property.prop([fc.string({ unit: 'binary', maxLength: 400 })], { numRuns: 200 })(
    'no text is an error of ours, and none of it is served',
    (html) => {
      const markdown = convert(html)
      expect(
        released(markdown).flaws.filter(({ severity }) => severity === 'error'),
        markdown,
      ).toEqual([])
    },
  )
})

test('tables of a real help site, written as HTML there: each comes along, with every word', async () => {
  let packed: Buffer
  try {
    packed = readFileSync(BENCH)
  } catch (error) {
    if (process.env.CI === 'true') throw error
    return console.warn(`skipped: ${BENCH} is not there`)
  }
  const files = await unpackTar(gunzipSync(packed))
  const tables = files
    .flatMap(({ data }) => [
      ...new TextDecoder().decode(data).matchAll(/<table>[\s\S]*?<\/table>/g),
    ])
    .map(([html]) => html)
    .filter(
      (html) =>
        (html.match(/<t[dh]\b/g)?.length ?? 0) > 1 &&
        html.split('<table').length === 2 &&
        !html.includes(']('),
    )
    .slice(0, 200)
  expect(tables.length).toBeGreaterThan(100)
  for (const html of tables) {
    const markdown = convert(`<h1>t</h1>${html}`)
    expect(countIn(markdown).tables, markdown).toBe(1)
    const plain = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')
    const said = [...html.replaceAll(/<[^>]*>/g, ' ').matchAll(/[A-Za-z]{6,}/g)].map(
      ([word]) => word,
    )
    for (const word of said) expect(plain(markdown)).toContain(word)
  }
})
