import { describe, expect, test } from 'vitest'
import { compileForeign, idFromPath } from '../../src/articles/index.ts'
import { NOW } from './support.ts'

const compile = (source: string, path = 'guide/Install.md') =>
  compileForeign(source, { path, id: idFromPath(path), audience: 'customer', now: NOW })

describe('markdown that was not written for Sidecue', () => {
  test('has its id from the path, its title from its front matter or first heading', () => {
    expect(
      compile('---\ntitle: Install it\nsidebar: auto\n---\n\n# Other\n\nText.\n').article,
    ).toMatchObject({
      id: 'guide-install',
      title: 'Install it',
      lang: 'en',
      audience: 'customer',
      state: 'published',
      parts: [{ markdown: '# Other\n\nText.\n' }],
    })
    expect(compile('# 安装 *指南*\n\n正文在这里，讲怎么安装。\n').article).toMatchObject({
      title: '安装 指南',
      lang: 'zh-Hans',
    })
    expect(compile('只有正文。\n').article?.title).toBe('Install')
  })

  test('keeps HTML, comments and directives of other kinds as text', () => {
    const body = '<!-- note -->\n\n::: tip 注意\n小心。\n:::\n\n<img src="x">\n\n`std::vector`\n'
    const { article, flaws } = compile(body)
    expect(flaws).toEqual([])
    expect(article?.parts[0]?.markdown).toBe(body)
  })

  test.each([
    ':::internal\n机密\n:::\n',
    '::: Internal\n机密\n:::\n',
    '：：：agent\n机密\n：：：\n',
    '> :::embargo{release="2027-01-01T00:00:00Z"}\n',
  ])('is not served when something looks like one of our fences: %j', (body) => {
    const { article, flaws } = compile(`# 标题\n\n${body}`)
    expect(article).toBeNull()
    expect(flaws).toMatchObject([{ rule: 'directive-suspect', line: 3 }])
  })

  test('is held to our rules when it has our front matter', () => {
    const { article, flaws } = compile('---\nid: x\naudience: internal\n---\n\nText.\n')
    expect(article).toBeNull()
    expect(flaws.map((flaw) => flaw.rule)).toContain('missing-key')
  })

  test('may begin with a byte order mark, and may be empty', () => {
    const { article } = compile('\ufeff---\ntitle: T\n---\nText.\n')
    expect(article).toMatchObject({ title: 'T', parts: [{ markdown: 'Text.\n' }] })
    expect(article?.parts[0]?.chunks[0]).toMatchObject({ sourceStart: 18, sourceLine: 4 })
    expect(compile('').flaws).toMatchObject([{ rule: 'empty-article', severity: 'warning' }])
  })

  test('gets an id that only its path decides', () => {
    expect(idFromPath('a/b/C d.md')).toBe('a-b-c-d')
    expect(idFromPath('指南/安装.md')).toMatch(/^page-[0-9a-f]{8}$/)
    expect(idFromPath('指南/安装.md')).not.toBe(idFromPath('指南/卸载.md'))
  })
})
