import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileArticle } from '../../../src/articles/index.ts'
import { importArticles } from '../../../src/editing/import/index.ts'
import { countIn, dryImport, type Folder, makeFolder, released } from './support.ts'

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const page = (body: string, head = '') =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`

let folder: Folder
let count = 0
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => folder.remove())

/** Imports one page from a folder of its own. */
async function importPage(html: string | Uint8Array, encoding?: string) {
  const source = `src-${++count}`
  await folder.put(`${source}/page.html`, html)
  await folder.put(`${source}/img/a.png`, PNG)
  const { articles, flaws } = await dryImport('html', join(folder.path, source), encoding)
  return { article: articles[0]!, body: articles[0]!.markdown.split('\n---\n')[1]!, flaws }
}

describe('HTML pages', () => {
  test('tables, lists, links and pictures come along; scripts, styles and navigation do not', async () => {
    const { article, body, flaws } = await importPage(
      page(`<nav><a href="/">首页</a></nav><main><h1>退款多久到账</h1><script>bad()</script><style>p{}</style><!-- note -->
        <p>见<a href="https://galaxyread.example/help">帮助</a>与<a href="#fees">费用</a>。</p>
        <h2 id="fees">费用 说明</h2><ul><li>一<ol><li>甲</li></ol></li><li>二</li></ul>
        <table><tr><th>方式</th><th>时间</th></tr><tr><td>微信 | 支付宝</td><td>5 分钟</td></tr></table>
        <p><img src="img/a.png" alt="截图"></p></main>`),
    )
    expect(flaws).toEqual([])
    expect(article).toMatchObject({
      title: '退款多久到账',
      lang: 'zh-Hans',
      id: 'page',
      file: 'page.md',
    })
    expect(countIn(article.markdown)).toEqual({ tables: 1, items: 3, links: 2, images: 1 })
    expect(body).toContain('[费用](#费用-说明)')
    expect(body).toContain('| 微信 \\| 支付宝 | 5 分钟 |')
    expect(body).toContain('![截图](images/page/1.png)')
    expect(body).not.toMatch(/bad|首页|note|p\{/)
  })

  test('merged cells are filled, a table in a cell stands behind under its mark, and a table for looks is none', async () => {
    const { body } = await importPage(
      page(`<h1>表</h1><table role="presentation"><tr><td>
        <table><caption>到账</caption><tr><th rowspan="2">方式</th><th colspan="2">时间</th></tr><tr><th>短</th><th>长</th></tr>
        <tr><td>微信<br>支付宝</td><td><ul><li>5 分钟</li><li>即时</li></ul></td><td>见<table><tr><td>周末</td><td>48</td></tr><tr><td>假日</td><td>72</td></tr></table></td></tr></table>
        </td></tr></table>`),
    )
    expect(body).toContain('| 方式 | 时间 | 时间 |\n| - | - | - |\n| 方式 | 短 | 长 |')
    expect(body).toContain('| 微信；支付宝 | • 5 分钟；• 即时 | 见 ※1 |')
    expect(body).toMatch(/※1\n\n\|[\s\S]*\| 周末 \| 48 \|/)
    expect(countIn(body).tables).toBe(2)
  })

  test.each([
    ['<table><tr><td colspan="0">a</td><td>b</td></tr></table>', 1],
    ['<table><tr><td rowspan="0">a</td><td>b</td></tr><tr><td>c</td></tr></table>', 1],
    ['<table><tr><td colspan="99999999">a</td><td>b</td></tr></table>', 1],
    ['<table><tr><td rowspan="3">a</td><td>b</td></tr><tr></tr></table>', 1],
    ['<table></table><table><tr></tr></table>', 0],
    [
      '<table><tr><td>a<table><tr><td>b</td><td>c<table><tr><td>d</td><td>e</td></tr></table></td></tr></table></td><td>f</td></tr></table>',
      3,
    ],
  ])('a wrong or odd table is still one: %s', async (table, tables) => {
    const { article } = await importPage(page(`<h1>x</h1>${table}<p>end</p>`))
    expect(countIn(article.markdown).tables).toBe(tables)
    expect(released(article.markdown).flaws.filter(({ severity }) => severity === 'error')).toEqual(
      [],
    )
  })

  test('what means something in an article comes out as words', async () => {
    const { article, body } = await importPage(
      page(`<h1>攻击</h1><p>:::internal</p><p>秘密</p><p>:::</p><p>：：：agent</p><p>:::embargo{release="2030-01-01T00:00:00+08:00"}</p>
        <p>您好{{customer.name}}，{{{x}}}</p><p>---</p><p>audience: customer</p><p>&lt;script&gt;x()&lt;/script&gt; &lt;!-- y --&gt;</p>
        <p># 不是标题</p><p>- 不是列表</p><p>*星* _x_ [a](b) ![c](d) | 竖 |</p><p>&amp;colon;&amp;colon;&amp;colon;internal</p>
        <pre>---\nid: other\naudience: customer\n---\n:::agent\n{{a.b}}\n\`\`\`\`\n</pre><p>x<code>{{y.z}}</code></p>`),
    )
    const { article: compiled, flaws } = released(article.markdown)
    expect(flaws).toEqual([])
    expect(compiled?.parts.map(({ audience }) => audience)).toEqual(['customer'])
    expect(body).not.toContain('{{')
    for (const words of ['秘密', 'audience: customer', '{ {customer.name}}', '# 不是标题'])
      expect(body.replaceAll('\\', '')).toContain(words)
    expect(countIn(article.markdown)).toEqual({ tables: 0, items: 0, links: 0, images: 0 })
  })

  test('nothing of it is served: the compiler refuses the empty audience with its place', async () => {
    const { article } = await importPage(page('<h1>标题</h1><p>内容</p>'))
    const { article: compiled, flaws } = compileArticle(article.markdown, {
      path: 'articles/page.md',
      now: new Date(0),
    })
    expect(compiled).toBeNull()
    expect(flaws).toEqual([
      expect.objectContaining({
        severity: 'error',
        file: 'articles/page.md',
        line: 5,
        message: expect.stringContaining('audience'),
      }),
    ])
  })

  test('links to other pages lead to their articles; what leads nowhere or runs something is told with its place', async () => {
    await folder.put(
      'links/a.html',
      page(
        '<h1>甲页</h1><p><a href="sub/b.html#x">乙</a> <a href="/sub/b.html?q=1">乙</a></p>\n<p><a href=" java\tscript:x()">坏</a><a href="gone.html">没了</a><a href="data:text/html,x">数据</a></p>',
      ),
    )
    await folder.put('links/sub/b.html', page('<h1>乙页</h1><p><a href="../a.html">甲</a></p>'))
    const { articles, flaws } = await dryImport('html', join(folder.path, 'links'))
    expect(articles[0]?.markdown).toContain('[乙](./sub/b.md) [乙](./sub/b.md)\n\n坏没了数据')
    expect(articles[1]?.markdown).toContain('[甲](../a.md)')
    expect(
      flaws.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`),
    ).toEqual([
      'a.html:2:4 link-dropped',
      expect.stringMatching(/^a\.html:2:\d+ link-dropped$/),
      expect.stringMatching(/^a\.html:2:\d+ link-dropped$/),
    ])
  })

  test('pictures: copied, in the page, far away, missing, outside, of another kind', async () => {
    const { article, body, flaws } = await importPage(
      page(`<h1>图</h1><p><img src="img/a.png" alt="一"><img src="img/none.png" alt="二"><img src="../../../etc/passwd.png" alt="三">
        <img src="data:image/png;base64,iVBORw0KGgo=" alt="四"><img src="https://cdn.example.com/x.png" alt="五"><img src="img/x.svg" alt="六"><img alt="七"></p>`),
    )
    expect(article.images.map(({ to }) => to)).toEqual(['images/page/1.png', 'images/page/2.png'])
    expect(
      flaws.map(({ rule, message }) => `${rule}: ${message.split(' ').slice(0, 3).join(' ')}`),
    ).toHaveLength(4)
    for (const words of [
      '![一](images/page/1.png)',
      '二',
      '三',
      '![四](images/page/2.png)',
      '![五](https://cdn.example.com/x.png)',
      '六',
      '七',
    ])
      expect(body).toContain(words)
  })

  test('encodings: declared, marked, named, and one that is none of them', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<html><head><meta charset="gbk"></head><body><h1>'),
      Buffer.from([0xcd, 0xcb, 0xbf, 0xee]),
      Buffer.from('</h1><p>x</p></body></html>'),
    ])
    expect((await importPage(gbk)).article.title).toBe('退款')
    const big5 = Buffer.concat([
      Buffer.from('<html><meta http-equiv="Content-Type" content="text/html; charset=big5"><h1>'),
      Buffer.from([0xb0, 0x68, 0xb4, 0xda]),
      Buffer.from('</h1><p>x</p>'),
    ])
    expect((await importPage(big5)).article.title).toBe('退款')
    const utf16 = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(page('<h1>退款</h1><p>x</p>'), 'utf16le'),
    ])
    expect((await importPage(utf16)).article.title).toBe('退款')
    const marked = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from('<h1>退款</h1>\r\n<p>一\r\n二</p>'),
    ])
    expect((await importPage(marked)).article.markdown).not.toMatch(/\r|\ufeff/)
    const wrong = Buffer.concat([
      Buffer.from('<h1>x</h1>\n<p>'),
      Buffer.from([0xcd, 0xcb, 0xff]),
      Buffer.from('</p>'),
    ])
    await expect(importPage(wrong)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      place: { file: 'page.html', line: 2, column: 5 },
      hint: expect.stringContaining('--encoding gb18030'),
    })
    expect(
      (
        await importPage(
          Buffer.from([
            ...Buffer.from('<h1>'),
            0xcd,
            0xcb,
            0xbf,
            0xee,
            ...Buffer.from('</h1><p>x</p>'),
          ]),
          'gb18030',
        )
      ).article.title,
    ).toBe('退款')
    await expect(importPage('<h1>x</h1>', 'klingon')).rejects.toMatchObject({
      message: expect.stringContaining("'klingon'"),
    })
  })

  test('a page of 5 MB, and one nested too deeply', async () => {
    const row = `<tr><td>充值方式</td><td>${'通常几分钟内到账，最长二十四小时。'.repeat(12)}</td></tr>`
    const large = page(
      `<h1>大</h1><table>${row.repeat(8_000)}</table><ul>${'<li>一项</li>'.repeat(5_000)}</ul>`,
    )
    expect(Buffer.byteLength(large)).toBeGreaterThan(5_000_000)
    const { article } = await importPage(large)
    expect(countIn(article.markdown)).toMatchObject({ tables: 1, items: 5_000 })
    expect(article.markdown.match(/充值方式/g)).toHaveLength(8_000)
    await expect(importPage(page(`<h1>深</h1>${'<div>'.repeat(50_000)}x`))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('nested too deeply'),
      place: { file: 'page.html' },
    })
  }, 120_000)
})

describe('the destination', () => {
  test('articles and pictures are put there at once, and nothing that is there is written over', async () => {
    await folder.put('whole/a.html', page('<h1>甲</h1><p><img src="a.png"></p>'))
    await folder.put('whole/a.png', PNG)
    const source = join(folder.path, 'whole')
    const destination = join(folder.path, 'kb/imported')
    const importAll = () => importArticles({ from: 'html', source, destination })
    await importAll()
    expect((await readdir(destination, { recursive: true })).sort()).toEqual([
      'a.md',
      'images',
      'images/a',
      'images/a/1.png',
    ])
    expect(await readFile(join(destination, 'images/a/1.png'))).toEqual(PNG)
    await writeFile(join(destination, 'a.md'), 'mine')
    await expect(importAll()).rejects.toMatchObject({
      code: 'CONFLICT',
      hint: expect.stringContaining('Nothing was written'),
    })
    expect(await readFile(join(destination, 'a.md'), 'utf8')).toBe('mine')
    await folder.put('whole-2/b.html', page('<h1>乙</h1><p>x</p>'))
    await importArticles({ from: 'html', source: join(folder.path, 'whole-2'), destination })
    expect(existsSync(join(destination, 'b.md'))).toBe(true)
    expect((await readdir(join(folder.path, 'kb'))).filter((name) => name.startsWith('.'))).toEqual(
      [],
    )
  })

  test('a source with one page that cannot be read leaves nothing behind', async () => {
    await folder.put('half/a.html', page('<h1>甲</h1>'))
    await folder.put('half/b.html', new Uint8Array([0x3c, 0x70, 0x3e, 0xff, 0xfe, 0xff]))
    const destination = join(folder.path, 'never')
    await expect(
      importArticles({ from: 'html', source: join(folder.path, 'half'), destination }),
    ).rejects.toMatchObject({ place: { file: 'b.html' } })
    expect(existsSync(destination)).toBe(false)
  })

  test('two pages of one name or title are told apart and told of', async () => {
    await folder.put('twice/a.html', page('<h1>同名</h1><p>一</p>'))
    await folder.put('twice/a.htm', page('<h1>同名</h1><p>二</p>'))
    const { articles, flaws } = await dryImport('html', join(folder.path, 'twice'))
    expect(articles.map(({ id, file }) => `${id} ${file}`)).toEqual(['a a.md', 'a-2 a-2.md'])
    expect(flaws.map(({ rule }) => rule)).toEqual(['duplicate-id', 'duplicate-title'])
  })

  test('no source, an empty one, and a folder without pages', async () => {
    await expect(dryImport('html', join(folder.path, 'nowhere'))).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await folder.put('empty/readme.txt', 'x')
    await expect(dryImport('html', join(folder.path, 'empty'))).rejects.toMatchObject({
      hint: 'Looked for .html, .htm, .xhtml.',
    })
  })
})
