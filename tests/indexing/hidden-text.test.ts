import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'
import { article, type Folder, index, makeFolder, reset, textFor } from './support.ts'

const SECRET = '双旦充值每满二百一十一元返三十三元'
const RELEASE = '2026-12-24T00:00:00+08:00'

for (const engine of engines) {
  describe(`text that is hidden in one file and told in another, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await reset(db)
      folder = makeFolder()
      await fixClock(db, '2026-11-21T12:00:00+08:00')
    })
    afterEach(() => folder.discard())
    const rules = (flaws: { file: string; line: number; rule: string }[]) =>
      flaws.map(({ file, line, rule }) => `${file}:${line} ${rule}`)

    test('keeps the telling file from being served, in whatever order they come', async () => {
      folder.write('event.md', article('event', `\n${SECRET}。\n`, { release: RELEASE }))
      folder.write('public.md', article('public', `\n开头。\n\n听说${SECRET}哦。\n`))
      expect(rules((await index(db, folder)).flaws)).toEqual(['articles/public.md:11 overlap'])
      expect(await textFor(db, 'lead', 'public')).toBeNull()
    })

    test.each([
      ['an internal article', article('x', `\n${SECRET}。\n`, { audience: 'internal' })],
      ['an internal block', article('x', `\n公开。\n\n:::internal\n${SECRET}。\n:::\n`)],
      [
        'an embargoed block',
        article('x', `\n公开。\n\n:::embargo{release="${RELEASE}"}\n${SECRET}。\n:::\n`),
      ],
      [
        'an audience that a glance does not see',
        article('x', `\n${SECRET}。\n`, { audience: null, '"audience"': 'internal' }),
      ],
    ])('also when %s comes later', async (_what, source) => {
      folder.write('public.md', article('public', `\n听说${SECRET}哦。\n`))
      await index(db, folder)
      expect(await textFor(db, 'customer', 'public')).not.toBeNull()
      folder.write('x.md', source)
      expect(rules((await index(db, folder)).flaws)).toEqual(['articles/public.md:9 overlap'])
      expect(await textFor(db, 'lead', 'public')).toBeNull()
      folder.write('x.md', article('x', '\n别的内容。\n', { audience: 'internal' }))
      expect((await index(db, folder)).flaws).toEqual([])
      expect(await textFor(db, 'customer', 'public')).toContain(SECRET)
    })

    test('a first load finds it too where a glance does not see the audience', async () => {
      folder.write('a.md', article('public', `\n听说${SECRET}哦。\n`))
      folder.write(
        'x.md',
        article('x', `\n${SECRET}。\n`, { audience: null, '"audience"': 'internal' }),
      )
      expect(rules((await index(db, folder)).flaws)).toEqual(['articles/a.md:9 overlap'])
      expect(await textFor(db, 'lead', 'public')).toBeNull()
    })

    test('in a title, an ask or a tag counts as told', async () => {
      folder.write('event.md', article('event', `\n${SECRET}。\n`, { release: RELEASE }))
      folder.write('ask.md', article('ask', '\n公开。\n', { asks: `["${SECRET}吗"]` }))
      expect(rules((await index(db, folder)).flaws)).toEqual(['articles/ask.md:1 overlap'])
    })

    test('is no fault between files that open at the same instant, nor after it', async () => {
      folder.write('event.md', article('event', `\n${SECRET}。\n`, { release: RELEASE }))
      folder.write('faq.md', article('faq', `\n问：${SECRET}吗？\n`, { release: RELEASE }))
      expect((await index(db, folder)).flaws).toEqual([])
      await fixClock(db, RELEASE)
      folder.write('public.md', article('public', `\n${SECRET}。\n`))
      expect((await index(db, folder)).flaws).toEqual([])
    })
  })

  describe(`a faulty new version, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await reset(db)
      folder = makeFolder()
      folder.write('a.md', article('a', '\n旧的内容。\n'))
      folder.write('z.md', article('z'))
      await index(db, folder)
    })
    afterEach(() => folder.discard())

    test('leaves the old one where it narrows nothing', async () => {
      folder.write('a.md', article('a', '\n旧的内容。\n', { modul: 'x' }))
      const report = await index(db, folder)
      expect(report.flaws).toMatchObject([{ rule: 'unknown-key', file: 'articles/a.md' }])
      expect(await textFor(db, 'customer', 'a')).toBe('旧的内容。\n')
      expect((await index(db, folder)).flaws).toHaveLength(1)
    })

    test.each([
      ['withdraws text', article('a', '\n新的内容。\n', { modul: 'x' })],
      [
        'narrows the audience',
        article('a', '\n旧的内容。\n', { audience: 'internal', modul: 'x' }),
      ],
      ['is archived', article('a', '\n旧的内容。\n', { state: 'archived', modul: 'x' })],
      ['sets a release', article('a', '\n旧的内容。\n', { release: RELEASE, modul: 'x' })],
      ['has a release that cannot be read', article('a', '\n旧的内容。\n', { release: 'soon' })],
      [
        'has a key that may have been meant to narrow',
        article('a', '\n旧的内容。\n', { relase: RELEASE }),
      ],
      ['has an unknown key of any meaning', article('a', '\n旧的内容。\n', { hidden: 'true' })],
      ['has a fence in doubt', article('a', '\n::: internal\n旧的内容。\n:::\n')],
      ['is not UTF-8', '\ud800'],
      ['has no front matter', '旧的内容。\n'],
    ])('takes the old one down where it %s', async (_what, source) => {
      const bytes = source === '\ud800' ? new Uint8Array([0xff]) : source
      folder.write('a.md', bytes)
      const report = await index(db, folder)
      expect(report).toMatchObject({ removed: 1, unchanged: 1 })
      expect(report.flaws.length).toBeGreaterThan(0)
      expect(await textFor(db, 'lead', 'a')).toBeNull()
    })
  })
}
