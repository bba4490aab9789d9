import { fc } from '@fast-check/vitest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../../src/db/index.ts'
import {
  listFiles,
  previewArticle,
  readFacets,
  VIEWERS,
  type Viewer,
} from '../../../src/editing/preview/index.ts'
import { readArticle } from '../../../src/indexing/index.ts'
import { article, type Folder, index, makeFolder } from '../../indexing/support.ts'
import { engines } from '../../support/engines.ts'

const T0 = Date.parse('2027-01-01T00:00:00+08:00')
const DAY = 86_400_000
const on = (day: number) => new Date(T0 + day * DAY)
const written = (day: number) => on(day).toISOString()

/** Articles with windows of every kind; days count from T0. */
function writeArticles(folder: Folder): void {
  const blocks = (own: string) =>
    `\n# ${own}\n\n${own}的说明。\n\n:::agent\n${own}给客服的话。\n:::\n\n:::internal\n${own}的内部说明。\n:::\n\n:::embargo{release="${written(4)}"}\n${own}的新规则。\n:::\n\n## 结尾\n\n${own}到此为止。\n`
  folder.write('open.md', article('open', blocks('青萝')))
  folder.write(
    'window.md',
    article('window', blocks('赤麟'), { release: written(2), expires: written(6) }),
  )
  folder.write('late.md', article('late', blocks('银汐'), { release: written(5) }))
  folder.write(
    'agents.md',
    article('agents', '\n# 墨衡\n\n墨衡的说明。\n', { audience: 'agent', expires: written(3) }),
  )
  folder.write(
    'inside.md',
    article('inside', '\n# 玄武\n\n玄武的说明。\n', { audience: 'internal', release: written(1) }),
  )
  folder.write(
    'draft.md',
    article('draft', '\n# 草稿\n\n还没有生效。\n', { state: 'draft', review_by: '2026-01-01' }),
  )
  folder.write('faulty.md', article('faulty', '\n正文。\n', { audience: 'everyone' }))
  folder.write(
    'stale.md',
    article('stale', '\n# 旧文\n\n旧的说明。\n', {
      review_by: '2026-01-01',
      owner: '支付组',
      module: 'recharge',
    }),
  )
}
const IDS = ['open', 'window', 'late', 'agents', 'inside', 'stale']

for (const engine of engines)
  describe(`articles as a reader gets them, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
      await fixClock(db, on(0))
      folder = makeFolder()
      writeArticles(folder)
      await index(db, folder)
    }, 60_000)
    afterAll(async () => {
      await db.close()
      folder.discard()
    })
    const preview = (id: string, as: Viewer, at: Date | null, now = on(0)) =>
      previewArticle(db, id, { as, at, now, knowledgeDir: folder.path })
    const real = async (id: string, as: Viewer) =>
      (await db.read(as, (sql) => readArticle(sql, as, id)))?.parts.map(
        ({ markdown }) => markdown,
      ) ?? []

    test('at any instant the preview is what that reader really gets when the clock stands there', async () => {
      const instant = fc.oneof(
        fc.integer({ min: -1, max: 8 }).map((day) => on(day)),
        fc
          .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(-1, 1))
          .map(([day, ms]) => new Date(on(day).getTime() + ms)),
      )
      await fc.assert(
        fc.asyncProperty(
          instant,
          fc.constantFrom(...IDS),
          fc.constantFrom(...VIEWERS),
          async (at, id, as) => {
            await fixClock(db, on(0))
            const foreseen = await preview(id, as, at)
            await fixClock(db, at)
            expect(foreseen.parts.map(({ markdown }) => markdown)).toEqual(await real(id, as))
            expect((await preview(id, as, null, at)).parts).toEqual(foreseen.parts)
          },
        ),
        { numRuns: 60 },
      )
      await fixClock(db, on(0))
    }, 60_000)

    test('the clock of the database stands where it stood, and nobody else sees more than before', async () => {
      await preview('late', 'customer', on(7))
      expect(await real('late', 'customer')).toEqual([])
      expect(await real('late', 'lead')).toEqual([])
      const [row] = await db.read('app', (sql) => sql<{ now: Date }[]>`select desk_now() as now`)
      expect(row?.now).toEqual(on(0))
    })

    test('what is withheld is named without its text, and when that changes', async () => {
      const seen = await preview('window', 'customer', on(3))
      expect(seen.parts).toHaveLength(1)
      expect(seen.withheld.map(({ audience, why }) => [audience, why])).toEqual([
        ['agent', 'audience'],
        ['customer', 'not-released'],
        ['internal', 'audience'],
      ])
      expect(JSON.stringify(seen.withheld)).not.toContain('赤麟')
      expect(seen.changes).toEqual([on(2), on(4), on(6)].map((at) => at.toISOString()))
      const before = await preview('window', 'lead', on(1))
      expect(before.parts).toEqual([])
      expect(before.withheld).toHaveLength(4)
      expect(new Set(before.withheld.map(({ why }) => why))).toEqual(new Set(['not-released']))
      expect((await preview('window', 'customer', on(6))).withheld[0]?.why).toBe('expired')
    })

    test('a draft is shown as it stands and said to be served to nobody, a faulty file with its faults', async () => {
      const draft = await preview('draft', 'customer', null)
      expect(draft).toMatchObject({ isServed: false, outcome: 'draft', isStale: false })
      expect(draft.parts[0]?.markdown).toContain('还没有生效')
      expect(await real('draft', 'lead')).toEqual([])
      const faulty = await preview('faulty', 'customer', null)
      expect(faulty).toMatchObject({ isServed: false, outcome: 'refused' })
      expect(faulty.flaws[0]).toMatchObject({ line: 5, found: 'everyone' })
      await expect(preview('no-such', 'customer', null)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })

    test('the list is filtered by each of its properties, by reader and instant, and goes on where it ended', async () => {
      const none = {
        ...{ text: null, module: null, owner: null, audience: null, outcome: null, as: null },
        ...{ isStale: false, at: null, after: null, limit: 100 },
      }
      const list = (filter = {}) =>
        db
          .read('lead', (sql) => listFiles(sql, { ...none, ...filter }))
          .then((files) => files.map(({ id }) => id))
      expect(await list()).toHaveLength(8)
      expect(await list({ outcome: 'draft' })).toEqual(['draft'])
      expect(await list({ audience: 'internal' })).toEqual(['inside'])
      expect(await list({ isStale: true })).toEqual(['stale'])
      expect(await list({ owner: '支付组' })).toEqual(['stale'])
      expect(await list({ module: 'recharge' })).toEqual(['stale'])
      expect(await list({ text: 'WIND' })).toEqual(['window'])
      expect(await list({ text: '100%_' })).toEqual([])
      expect(await list({ as: 'customer' })).toEqual(['open', 'stale'])
      expect(await list({ as: 'agent' })).toEqual(['agents', 'open', 'stale'])
      expect(await list({ as: 'customer', at: on(5) })).toEqual(['late', 'open', 'stale', 'window'])
      const first = await db.read('lead', (sql) => listFiles(sql, { ...none, limit: 3 }))
      const rest = await list({ after: first.at(-1)!.path })
      expect([...first.map(({ id }) => id), ...rest]).toEqual(await list())
      const facets = await db.read('index', readFacets)
      expect(facets).toMatchObject({
        modules: ['recharge'],
        owners: ['支付组'],
        counts: { served: 6, draft: 1, refused: 1, kept: 0, archived: 0, stale: 1 },
      })
    })

    test('a faulty new version leaves the old one in service, and the preview shows that one', async () => {
      const before = article('open-two', '\n# 白泽\n\n白泽的说明。\n')
      folder.write('open-two.md', before)
      await index(db, folder)
      folder.write('open-two.md', before.replace('title:', 'titel:'))
      await index(db, folder)
      const seen = await preview('open-two', 'customer', null)
      folder.remove('open-two.md')
      await index(db, folder)
      expect(['kept', 'refused']).toContain(seen.outcome)
      expect(seen.isServed).toBe(seen.outcome === 'kept')
      expect(seen.flaws.length).toBeGreaterThan(0)
    })
  })
