import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  countIn,
  dryImport,
  type Folder,
  makeFolder,
  makeWordDocument,
  released,
} from './support.ts'

let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

describe('Zendesk Guide', () => {
  test('articles with their section as a tag, links between them, and other languages', async () => {
    await folder.put(
      'zd/articles.json',
      JSON.stringify(
        {
          count: 2,
          articles: [
            {
              id: 360001,
              title: 'Refunds',
              locale: 'en-us',
              section_id: 7,
              label_names: ['money'],
              draft: false,
              body: '<p>See <a href="https://galaxy.zendesk.com/hc/en-us/articles/360002-Star-coins">coins</a> and <a href="/hc/en-us/articles/999">old</a>.</p><ol><li>Open the app</li></ol>',
            },
            {
              id: 360002,
              title: 'Star coins',
              locale: 'zh-tw',
              section_id: 8,
              body: '<p>星幣可以儲值。</p>',
            },
          ],
        },
        null,
        2,
      ),
    )
    await folder.put(
      'zd/sections.json',
      JSON.stringify({ sections: [{ id: 7, name: 'Payments' }] }),
    )
    await folder.put(
      'zd/translations.json',
      JSON.stringify({
        translations: [
          { source_id: 360001, locale: 'zh-cn', title: '退款', body: '<p>七天内到账。</p>' },
          { source_id: 360001, locale: 'en-us', title: 'Refunds', body: '<p>the same</p>' },
        ],
      }),
    )
    const { articles, flaws } = await dryImport('zendesk', join(folder.path, 'zd'))
    expect(articles.map(({ id, lang, title }) => `${id} ${lang} ${title}`)).toEqual([
      'article-360001 en Refunds',
      'article-360002 zh-Hant Star coins',
      '360001-zh-hans zh-Hans 退款',
    ])
    expect(articles[0]?.markdown).toContain('See [coins](./article-360002.md) and old.')
    expect(articles[0]?.markdown).toMatch(/tags:\n {2}- "Payments"\n {2}- "money"/)
    expect(articles[2]?.markdown).toContain('translation_of: article-360001')
    expect(flaws.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([
      'articles.json#360001:6 link-dropped',
    ])
    for (const { markdown } of articles) expect(released(markdown).flaws).toEqual([])
  })

  test('a file that is not JSON is named with its line', async () => {
    await folder.put('zd-bad/articles.json', '{\n  "articles": [\n    {"id": 1,}\n')
    await expect(dryImport('zendesk', join(folder.path, 'zd-bad'))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      place: { file: 'articles.json', line: 3 },
    })
  })
})

describe('Intercom', () => {
  test('articles, their collection, and translated content', async () => {
    await folder.put(
      'ic/articles.json',
      JSON.stringify({
        type: 'list',
        data: [
          {
            type: 'article',
            id: '4411',
            title: 'Refunds',
            body: '<h1>Refunds</h1><p class="no-margin">Within <b>7 days</b>.</p>',
            default_locale: 'en',
            parent_id: 9,
            state: 'published',
            translated_content: {
              type: 'article_translated_content',
              'zh-TW': { title: '退款', body: '<p>七天內退款。</p>' },
              en: { title: 'Refunds', body: '<p>x</p>' },
              fr: { title: 'R', body: '<p>x</p>' },
            },
          },
        ],
      }),
    )
    await folder.put(
      'ic/collections.json',
      JSON.stringify({ type: 'list', data: [{ type: 'collection', id: 9, name: 'Payments' }] }),
    )
    const { articles, flaws } = await dryImport('intercom', join(folder.path, 'ic'))
    expect(flaws).toEqual([])
    expect(articles.map(({ id, lang, title }) => `${id} ${lang} ${title}`)).toEqual([
      'article-4411 en Refunds',
      '4411-zh-hant zh-Hant 退款',
    ])
    expect(articles[0]?.markdown).toContain('Within **7 days**.')
    expect(articles[0]?.markdown).toContain('- "Payments"')
    expect(articles[1]?.markdown).toContain('translation_of: article-4411')
  })
})

describe('FAQ tables', () => {
  test('a row is an article with its ways of asking; its answer is the wording for customers', async () => {
    await folder.put(
      'faq/faq.csv',
      '\ufeff问题,答案,相似问,分类\r\n退款多久到账？,"您好，7 天内到账。\r\n\r\n:::agent\r\n{{x}}",退款几天|钱多久退,支付\r\n"如何说 ""你好""？","<ul><li>一</li><li>二</li></ul>",,\r\n,,,\r\n',
    )
    const { articles, flaws } = await dryImport('csv', join(folder.path, 'faq'))
    expect(flaws).toEqual([])
    expect(articles.map(({ title }) => title)).toEqual(['退款多久到账？', '如何说 "你好"？'])
    const [first, second] = articles
    expect(first?.markdown).toContain('asks:\n  - "退款几天"\n  - "钱多久退"')
    expect(first?.markdown).toContain('## 标准答复\n\n您好，7 天内到账。')
    expect(first?.markdown).toContain('\\:::agent')
    expect(countIn(second!.markdown).items).toBe(2)
    for (const { markdown } of articles) {
      const { article, flaws: faults } = released(markdown)
      expect(faults).toEqual([])
      expect(article?.parts).toHaveLength(1)
    }
  })

  test('tabs and semicolons, Traditional Chinese in Big5, English names', async () => {
    await folder.put('tab.tsv', 'Question\tAnswer\tLanguage\nHow long?\tSeven days.\ten\n')
    expect((await dryImport('csv', join(folder.path, 'tab.tsv'))).articles[0]).toMatchObject({
      lang: 'en',
      title: 'How long?',
    })
    // 問題;答案 / 退款;好
    await folder.put(
      'big5.csv',
      Buffer.from('b0ddc344 3b b5aaaed7 0a b068b4da 3b a66e 0a'.replaceAll(' ', ''), 'hex'),
    )
    expect(
      (await dryImport('csv', join(folder.path, 'big5.csv'), 'big5')).articles[0],
    ).toMatchObject({ title: '退款' })
  })

  test.each([
    ['a,b\n1,2\n', { file: 'bad.csv', line: 1, column: 1 }, /no column for the question/],
    ['question,answer\n甲,乙\n丙,\n', { file: 'bad.csv', line: 3 }, /no answer/],
    ['question,answer\n甲,"乙\n', { file: 'bad.csv' }, /cannot be read/],
  ])('a wrong table is told with its place: %j', async (table, place, message) => {
    const path = await folder.put('bad.csv', table)
    await expect(dryImport('csv', path)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      place,
      message: expect.stringMatching(message),
    })
  })
})

describe('Word documents', () => {
  const p = (text: string, style = '') =>
    `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t>${text}</w:t></w:r></w:p>`
  const cell = (text: string, more = '') =>
    `<w:tc>${more ? `<w:tcPr>${more}</w:tcPr>` : ''}${p(text)}</w:tc>`

  test('headings, links and a table with merged cells', async () => {
    await folder.put(
      'word/refund.docx',
      makeWordDocument(
        `${p('退款规则', 'Heading1')}${p('七天内可以退款，{{customer.name}}')}<w:p><w:hyperlink r:id="l1"><w:r><w:t>官网</w:t></w:r></w:hyperlink></w:p>
       <w:tbl><w:tr>${cell('方式')}${cell('时间', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('微信')}${cell('5 分钟')}${cell('24 小时')}</w:tr></w:tbl>`,
      ),
    )
    const { articles } = await dryImport('docx', join(folder.path, 'word'))
    const { markdown, title } = articles[0]!
    expect(title).toBe('退款规则')
    expect(markdown).toContain('[官网](https://galaxyread.example/)')
    expect(markdown).toMatch(/\| 方式 \| 时间 \| 时间 \|/)
    expect(markdown).toContain('{ {customer.name}}')
    expect(released(markdown).flaws).toEqual([])
  })

  test('a file that is no Word document', async () => {
    const path = await folder.put('none.docx', 'x')
    await expect(dryImport('docx', path)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      place: { file: 'none.docx' },
    })
  })
})
