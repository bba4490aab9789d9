import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type {
  ArticlePreview,
  ArticleUsage,
  GapList,
  KnowledgeFileList,
  KnowledgeStatus,
} from '../../src/http/api-types.ts'
import { makeDesk } from '../compose/desk-fixture.ts'
import { article, type Folder, index, makeFolder } from '../indexing/support.ts'
import { asked, told, writeArticles } from '../insights/learn/support.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const EDITOR = { authorization: 'Bearer demo-editor' }
const NO_ANSWER = told('none', { outcome: 'no-answer', text: '', sentences: [] })
const RELEASE = '2199-12-01T10:00:00+08:00'

for (const engine of engines)
  describe(`the editor's view, over HTTP, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
      folder = makeFolder()
      writeArticles(folder)
      folder.write(
        'gala.md',
        article('gala', '\n# 银汐盛典\n\n银汐盛典的规则。\n', { release: RELEASE }),
      )
      await index(db, folder)
      const now = new Date()
      for (const text of ['企业可以开团体会员吗', '企業可以開團體會員嗎'])
        await asked(db, 'none', text, { suggestion: NO_ANSWER, verdict: 'helpful', now })
      await asked(db, 'recharge', '充的钱多久能看到', { now })
      await asked(db, 'recharge', '充的钱多久能看到', { verdict: 'dismissed', now })
      api = await openApp(db, { desk: makeDesk(), knowledgeDir: folder.path })
    }, 60_000)
    afterAll(async () => {
      await api.close()
      await db.close()
      folder.discard()
    })
    const get = async <T>(path: string) =>
      (await (await api.get(`/v1/knowledge/${path}`, EDITOR)).json()) as T

    test('is for editors alone, said before anything is looked up', async () => {
      for (const role of ['agent', 'lead', 'service'])
        for (const path of [
          'status',
          'articles',
          'articles/gala',
          'articles/no-such',
          'articles/gala/usage',
          `articles/gala?at=${encodeURIComponent(RELEASE)}`,
          'gaps',
        ]) {
          const answer = await api.get(`/v1/knowledge/${path}`, {
            authorization: `Bearer demo-${role}`,
          })
          expect([role, path, answer.status]).toEqual([role, path, 403])
        }
    })

    test('an article under embargo is shown as it will be at its release, and not a moment before', async () => {
      const at = (instant: string) =>
        get<ArticlePreview>(`articles/gala?as=customer&at=${encodeURIComponent(instant)}`)
      expect((await at('2199-12-01T09:59:59.999+08:00')).parts).toEqual([])
      const then = await at(RELEASE)
      expect(then.parts[0]?.markdown).toContain('银汐盛典的规则')
      expect(then.changes).toEqual([new Date(RELEASE).toISOString()])
      expect((await get<ArticlePreview>('articles/gala?as=lead')).parts).toEqual([])
      const live = await api.get('/v1/articles/gala', EDITOR)
      expect(live.status).toBe(404)
    })

    test('pages of the list follow each other without a gap', async () => {
      const seen: (string | null)[] = []
      let next: string | null = null
      do {
        const page: KnowledgeFileList = await get(
          `articles?limit=2${next === null ? '' : `&cursor=${next}`}`,
        )
        seen.push(...page.articles.map(({ id }) => id))
        next = page.next
      } while (next !== null)
      expect(seen).toEqual(['device', 'gala', 'recharge', 'refund', 'topup-en'])
      const { articles } = await get<KnowledgeFileList>('articles?as=customer')
      expect(articles.map(({ id }) => id)).not.toContain('gala')
    })

    test('the status moves when the index has changed something, and only then', async () => {
      const before = await get<KnowledgeStatus>('status')
      expect(before.counts).toMatchObject({ served: 5, refused: 0 })
      await index(db, folder)
      expect((await get<KnowledgeStatus>('status')).epoch).toBe(before.epoch)
      folder.write('new.md', article('new', '\n新的说明。\n', { module: 'recharge' }))
      await index(db, folder)
      const after = await get<KnowledgeStatus>('status')
      expect(after.epoch).toBeGreaterThan(before.epoch)
      expect(after.counts.served).toBe(6)
      expect(after.modules.map(({ id }) => id)).toEqual(['recharge'])
      folder.remove('new.md')
      await index(db, folder)
    })

    test('how an article was used is counted, with what had been asked', async () => {
      const usage = await get<ArticleUsage>('articles/recharge/usage')
      expect(usage).toMatchObject({
        ...{ served: 2, accepted: 1, rejected: 1 },
        questions: [{ question: '充的钱多久能看到', conversations: 2 }],
      })
      expect(await get<ArticleUsage>('articles/no-such/usage')).toMatchObject({
        ...{ served: 0, questions: [], lastAt: null },
      })
    })

    test('gaps are told with what to do about them', async () => {
      const { gaps, since } = await get<GapList>('gaps?since=7d')
      expect(Date.now() - Date.parse(since)).toBeGreaterThan(6.9 * 86_400_000)
      expect(gaps).toHaveLength(1)
      expect(gaps[0]).toMatchObject({ conversations: 2, remedy: { kind: 'new' } })
      expect((await get<GapList>('gaps?since=7d&least=3')).gaps).toEqual([])
    })

    test.each([
      'gaps?since=tomorrow',
      'gaps?since=2999-01-01',
      'gaps?limit=0',
      'gaps?colour=red',
      'articles?outcome=unknown',
      'articles?cursor=*',
      'articles/gala?at=2026-12-01T10:00',
      'articles/gala?at=2026-02-30T10:00:00Z',
      'articles/gala?as=editor',
    ])('%s is refused with the field that is wrong', async (path) => {
      const answer = await api.get(`/v1/knowledge/${path}`, EDITOR)
      expect([400, 422]).toContain(answer.status)
      const problem = (await answer.json()) as { hint?: string; errors?: unknown[] }
      expect(Boolean(problem.hint) || Boolean(problem.errors?.length)).toBe(true)
    })

    test('an unknown article is not found', async () => {
      expect((await api.get('/v1/knowledge/articles/no-such', EDITOR)).status).toBe(404)
    })
  })
