import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { listArticles, readGeneration } from '../../src/indexing/index.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { engines } from '../support/engines.ts'
import { article, type Folder, index, makeFolder, reset, snapshot, textFor } from './support.ts'

for (const engine of engines) {
  describe(`indexing a folder, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await reset(db)
      folder = makeFolder()
    })
    afterEach(() => folder.discard())

    const search = (text: string, role: 'customer' | 'agent' | 'lead' = 'customer') =>
      retrieve(db, role, { text, context: [], lang: 'zh-Hans' }, { top: 5 }).then((found) =>
        found.passages.map((passage) => passage.articleId),
      )
    const generations = () =>
      Promise.all(
        (['customer', 'agent', 'lead'] as const).map((role) =>
          db.read(role, (sql) => readGeneration(sql, role)),
        ),
      )

    test('each part goes to its store, and each role reads its own', async () => {
      folder.write(
        'a.md',
        article('a', '\n公开内容。\n\n:::agent\n坐席须知。\n:::\n\n:::internal\n组长须知。\n:::\n'),
      )
      folder.write('b.md', article('b', '\n排班名单。\n', { audience: 'internal' }))
      folder.write('c.md', article('c', '\n草稿。\n', { state: 'draft' }))
      const report = await index(db, folder)
      expect(report).toMatchObject({ added: 3, changed: 0, removed: 0, flaws: [], chunks: 4 })
      expect(await textFor(db, 'customer', 'a')).toBe('公开内容。\n')
      expect(await textFor(db, 'agent', 'a')).toBe('公开内容。\n|坐席须知。\n')
      expect(await textFor(db, 'lead', 'a')).toBe('公开内容。\n|坐席须知。\n|组长须知。\n')
      expect(await textFor(db, 'agent', 'b')).toBeNull()
      expect(await textFor(db, 'lead', 'b')).toBe('排班名单。\n')
      expect(await textFor(db, 'lead', 'c')).toBeNull()
      expect(await search('公开内容')).toEqual(['a'])
      expect(await search('坐席须知')).toEqual([])
      expect(await search('坐席须知', 'agent')).toContain('a')
      const list = await db.read('agent', (sql) =>
        listArticles(sql, 'agent', { after: null, lang: null, module: null, limit: 10 }),
      )
      expect(list.map((row) => row.id)).toEqual(['a'])
    })

    test('a run that finds nothing changed writes nothing', async () => {
      folder.write('a.md', article('a'))
      folder.write('bad.md', '没有前言')
      await index(db, folder)
      const before = await snapshot(db)
      const report = await index(db, folder)
      expect(report).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 1, chunks: 0 })
      expect(report.flaws).toMatchObject([
        { rule: 'front-matter-missing', file: 'articles/bad.md' },
      ])
      expect(await snapshot(db)).toBe(before)
    })

    test('an edited article is swapped, the others are left alone', async () => {
      for (const id of ['a', 'b', 'c']) folder.write(`${id}.md`, article(id))
      await index(db, folder)
      folder.write('b.md', article('b', '\n全新的退款规则。\n'))
      expect(await index(db, folder)).toMatchObject({
        added: 0,
        changed: 1,
        unchanged: 2,
        chunks: 1,
      })
      expect(await textFor(db, 'customer', 'b')).toBe('全新的退款规则。\n')
      expect(await search('退款规则')).toEqual(['b'])
      expect(await generations()).toEqual([2, 2, 2])
    })

    test('a removed article is gone, postings and all', async () => {
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) folder.write(`${id}.md`, article(id))
      await index(db, folder)
      folder.remove('b.md')
      expect(await index(db, folder)).toMatchObject({ removed: 1, unchanged: 5 })
      expect(await textFor(db, 'lead', 'b')).toBeNull()
      expect(await search('b 的说明', 'lead')).not.toContain('b')
    })

    test('a run that would remove more than a fifth stops before it writes', async () => {
      for (const id of ['a', 'b', 'c', 'd', 'e']) folder.write(`${id}.md`, article(id))
      await index(db, folder)
      const before = await snapshot(db)
      for (const id of ['a', 'b']) folder.remove(`${id}.md`)
      folder.write('c.md', article('c', '\n改。\n'))
      await expect(index(db, folder)).rejects.toMatchObject({
        code: 'REMOVALS_REFUSED',
        hint: expect.stringContaining('--allow-removals'),
      })
      expect(await snapshot(db)).toBe(before)
      expect(await index(db, folder, { allowRemovals: true })).toMatchObject({
        removed: 2,
        changed: 1,
      })
    })

    test('an empty folder is a flaw, and empties nothing', async () => {
      const report = await index(db, folder)
      expect(report.flaws).toMatchObject([
        { rule: 'folder-empty', file: 'articles', severity: 'error' },
      ])
      folder.write('a.md', article('a'))
      await index(db, folder)
      folder.remove('a.md')
      await expect(index(db, folder)).rejects.toMatchObject({ code: 'REMOVALS_REFUSED' })
      expect(await textFor(db, 'customer', 'a')).not.toBeNull()
    })

    test('a file that moves keeps its chunks', async () => {
      folder.write('a.md', article('a'))
      await index(db, folder)
      folder.remove('a.md')
      folder.write('sub/a.md', article('a'))
      expect(await index(db, folder)).toMatchObject({ changed: 1, removed: 0, chunks: 0 })
      expect(await textFor(db, 'customer', 'a')).toBe('a 的说明。\n')
      expect(await generations()).toEqual([1, 1, 1])
    })

    test('a change of who may read cuts nothing again and acts at once', async () => {
      folder.write('a.md', article('a', '\n公开说明。\n\n## 二\n\n其余。\n'))
      await index(db, folder)
      for (const audience of ['internal', 'agent', 'customer']) {
        folder.write('a.md', article('a', '\n公开说明。\n\n## 二\n\n其余。\n', { audience }))
        expect(await index(db, folder)).toMatchObject({ changed: 1, chunks: 0 })
        const isTold = audience === 'customer'
        expect(await textFor(db, 'customer', 'a')).toBe(
          isTold ? '公开说明。\n\n## 二\n\n其余。\n' : null,
        )
        expect(await search('公开说明')).toEqual(isTold ? ['a'] : [])
        expect(await search('公开说明', 'lead')).toContain('a')
      }
    })

    test('the generation of a role does not move when hidden text changes', async () => {
      folder.write('a.md', article('a', '\n公开。\n\n:::internal\n旧的名单。\n:::\n'))
      await index(db, folder)
      const before = await generations()
      folder.write('a.md', article('a', '\n公开。\n\n:::internal\n新的名单，更长一些。\n:::\n'))
      folder.write('b.md', article('b', '\n未来的活动。\n', { release: '"2999-01-01T00:00:00Z"' }))
      await index(db, folder)
      const after = await generations()
      expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
      expect(after[2]).toBeGreaterThan(before[2] as number)
    })

    test('bad files are flaws with their place, and the rest is indexed', async () => {
      folder.write('good.md', article('good'))
      folder.write('key.md', article('key', '\n正文。\n', { modul: 'x' }))
      folder.write('audience.md', article('audience', '\n正文。\n', { audience: null }))
      folder.write('big.md', Buffer.alloc(5_000_000, 'a'))
      folder.write(
        'utf8.md',
        Buffer.concat([Buffer.from('---\nid: x\n'), Buffer.from([0xff, 0xfe])]),
      )
      folder.write('nul.md', 'ab\n\0')
      folder.write('notes.txt', 'no article')
      const outside = mkdtempSync(join(tmpdir(), 'sidecue-outside-'))
      writeFileSync(join(outside, 'secret.md'), article('secret'))
      symlinkSync(join(outside, 'secret.md'), join(folder.path, 'articles', 'link.md'))
      symlinkSync(outside, join(folder.path, 'articles', 'folder'))
      symlinkSync(join(folder.path, 'nowhere.md'), join(folder.path, 'articles', 'broken.md'))
      symlinkSync(join(folder.path, 'articles'), join(folder.path, 'articles', 'loop'))
      mkdirSync(join(folder.path, 'articles', 'folder.md'))
      const report = await index(db, folder)
      rmSync(outside, { recursive: true })
      expect(report.added).toBe(1)
      const places = report.flaws.map(
        ({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`,
      )
      expect(places).toEqual([
        'articles/audience.md:2:1 missing-key',
        'articles/big.md:1:1 file-too-large',
        'articles/broken.md:1:1 unreadable',
        'articles/folder:1:1 link-leaves-folder',
        'articles/key.md:7:1 unknown-key',
        'articles/link.md:1:1 link-leaves-folder',
        'articles/nul.md:2:1 nul-byte',
        'articles/utf8.md:3:1 invalid-utf8',
      ])
      for (const flaw of report.flaws)
        expect(flaw).toMatchObject({ found: expect.any(String), allowed: expect.any(String) })
      expect(await textFor(db, 'lead', 'good')).not.toBeNull()
      expect(await textFor(db, 'lead', 'key')).toBeNull()
      expect(await textFor(db, 'lead', 'secret')).toBeNull()
    })

    test('two files with one id are both refused, until one is gone', async () => {
      folder.write('a.md', article('a'))
      await index(db, folder)
      folder.write('b.md', article('a', '\n别的。\n'))
      const report = await index(db, folder)
      expect(report.flaws).toMatchObject([
        {
          file: 'articles/a.md',
          line: 2,
          rule: 'duplicate-id',
          found: 'a',
          message: expect.stringContaining('articles/b.md'),
        },
        {
          file: 'articles/b.md',
          line: 2,
          rule: 'duplicate-id',
          found: 'a',
          message: expect.stringContaining('articles/a.md'),
        },
      ])
      expect(await textFor(db, 'lead', 'a')).toBeNull()
      folder.remove('b.md')
      expect((await index(db, folder)).flaws).toEqual([])
      expect(await textFor(db, 'customer', 'a')).toBe('a 的说明。\n')
    })

    test('a missing folder is bad input', async () => {
      const missing = { ...folder, path: join(folder.path, 'missing') }
      await expect(index(db, missing)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    })

    test('markdown without our front matter gets the audience that is given', async () => {
      writeFileSync(
        join(folder.path, 'Guide.md'),
        '---\ntitle: 指南\nlayout: x\n---\n\n# 安装\n\n先安装。\n',
      )
      const report = await index(db, folder, { assumeAudience: 'agent' })
      expect(report).toMatchObject({ added: 1, flaws: [] })
      expect(await textFor(db, 'customer', 'guide')).toBeNull()
      expect(await textFor(db, 'agent', 'guide')).toBe('# 安装\n\n先安装。\n')
    })

    test('two runs at once leave what one leaves', async () => {
      for (let i = 0; i < 20; i++) folder.write(`${i}.md`, article(`a${i}`))
      const reports = await Promise.all([index(db, folder), index(db, folder)])
      expect(reports.map((report) => report.added)).toEqual([20, 0])
      expect(await search('a7 的说明')).toContain('a7')
    })

    test('a full run writes all again and changes nothing that is seen', async () => {
      folder.write('a.md', article('a', '\n公开。\n\n:::agent\n坐席。\n:::\n'))
      await index(db, folder)
      expect(await index(db, folder, { full: true })).toMatchObject({ changed: 1, chunks: 2 })
      expect(await textFor(db, 'agent', 'a')).toBe('公开。\n|坐席。\n')
      expect(await generations()).toEqual([1, 2, 2])
    })
  })
}
