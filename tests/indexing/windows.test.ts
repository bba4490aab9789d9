import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../src/db/index.ts'
import { readGeneration, sweepWindows } from '../../src/indexing/index.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { engines } from '../support/engines.ts'
import { article, type Folder, index, makeFolder, reset, snapshot, textFor } from './support.ts'

const RELEASE = '2026-12-01T10:00:00+08:00'
const EXPIRES = '2026-12-11T10:00:00+08:00'

for (const engine of engines) {
  describe(`release and expiry, ${engine.name}`, () => {
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
      folder.write('other.md', article('other', '\n去年盛典活动规则的说明。\n'))
      await index(db, folder)
    })
    afterEach(() => folder.discard())

    const found = async (text: string): Promise<string[]> => {
      const query = { text, context: [], lang: 'zh-Hans' as const }
      return (await retrieve(db, 'customer', query, { top: 5 })).passages.map(
        (one) => one.articleId,
      )
    }
    const generation = () => db.read('customer', (sql) => readGeneration(sql, 'customer'))
    const rowsIn = (store: string) =>
      db.read('index', async (sql) => {
        const rows = await sql<
          { count: number }[]
        >`select count(*)::int as count from ${sql(store)}.article`
        return rows[0]?.count
      })

    test('flip to the millisecond, without a new run, and for the generation too', async () => {
      folder.write(
        'a.md',
        article('a', '\n盛典活动规则。\n', { release: RELEASE, expires: EXPIRES }),
      )
      await index(db, folder)
      for (const [instant, isTold, count] of [
        ['2026-12-01T09:59:59.999+08:00', false, 1],
        ['2026-12-01T10:00:00.000+08:00', true, 2],
        ['2026-12-11T09:59:59.999+08:00', true, 2],
        ['2026-12-11T10:00:00.000+08:00', false, 3],
      ] as const) {
        await fixClock(db, instant)
        expect(await textFor(db, 'customer', 'a')).toBe(isTold ? '盛典活动规则。\n' : null)
        expect((await found('盛典活动规则')).includes('a')).toBe(isTold)
        expect(await generation()).toBe(count)
      }
    })

    test('an embargoed block joins its article when its time comes', async () => {
      folder.write(
        'a.md',
        article(
          'a',
          `\n## 活动\n\n公开。\n\n:::embargo{release="${RELEASE}"}\n双旦返利。\n:::\n\n## 其他\n\n其余。\n`,
        ),
      )
      await index(db, folder)
      expect(await textFor(db, 'agent', 'a')).toBe('## 活动\n\n公开。\n\n## 其他\n\n其余。\n')
      await fixClock(db, RELEASE)
      expect(await textFor(db, 'customer', 'a')).toBe(
        '## 活动\n\n公开。\n\n## 其他\n\n其余。\n|双旦返利。\n',
      )
    })

    test('sweeping moves text between the stores and changes nothing that is seen', async () => {
      folder.write(
        'a.md',
        article('a', '\n盛典活动规则。\n', { release: RELEASE, expires: EXPIRES }),
      )
      await index(db, folder)
      expect([await rowsIn('customer'), await rowsIn('embargo')]).toEqual([1, 1])
      expect(await sweepWindows(db)).toBe(0)
      await fixClock(db, RELEASE)
      const seen = [await textFor(db, 'customer', 'a'), await found('盛典'), await generation()]
      expect(await sweepWindows(db)).toBe(1)
      expect([await rowsIn('customer'), await rowsIn('embargo')]).toEqual([2, 0])
      const again = [await textFor(db, 'customer', 'a'), await found('盛典'), await generation()]
      expect(again).toEqual(seen)
      const before = await snapshot(db)
      expect(await sweepWindows(db)).toBe(0)
      expect(await snapshot(db)).toBe(before)
      await fixClock(db, EXPIRES)
      expect(await sweepWindows(db)).toBe(1)
      expect([await rowsIn('customer'), await rowsIn('embargo')]).toEqual([1, 1])
      expect(await index(db, folder)).toMatchObject({ changed: 0, unchanged: 2 })
    })

    test('an instant that is moved or withdrawn leaves no trace in the generation', async () => {
      folder.write('a.md', article('a', '\n盛典。\n', { release: RELEASE }))
      await index(db, folder)
      folder.write('a.md', article('a', '\n盛典。\n', { release: EXPIRES }))
      await index(db, folder)
      await fixClock(db, RELEASE)
      expect([await generation(), await textFor(db, 'customer', 'a')]).toEqual([1, null])
      await fixClock(db, EXPIRES)
      expect([await generation(), await textFor(db, 'customer', 'a')]).toEqual([2, '盛典。\n'])
    })

    test('customers and agents can see neither unreleased rows nor when they open', async () => {
      folder.write('a.md', article('a', '\n盛典。\n', { release: RELEASE }))
      folder.write('b.md', article('b', '\n名单。\n', { audience: 'internal' }))
      await index(db, folder)
      for (const role of ['customer', 'agent'] as const) {
        const rows = await db.read(role, async (sql) => [
          ...(await sql`select id from embargo.article`),
          ...(await sql`select id from embargo.chunk`),
          ...(await sql`select at from app.change where at > desk_now()`),
        ])
        expect(rows).toEqual([])
        for (const forbidden of [
          'select 1 from internal.article',
          'select 1 from internal.chunk',
          'select article from app.change',
          'select 1 from app.article_file',
          'select 1 from app.hidden_print',
          'select source_line from customer.chunk',
          'select path from customer.article',
        ]) {
          const attempt = db.read(role, (sql) => sql.unsafe(forbidden))
          await expect(attempt).rejects.toMatchObject({ code: '42501' })
        }
      }
      const customer = db.read('customer', (sql) => sql`select 1 from agent.article`)
      await expect(customer).rejects.toMatchObject({ code: '42501' })
    })
  })
}
