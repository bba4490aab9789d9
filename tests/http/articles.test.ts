import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, fixClock, type Store } from '../../src/db/index.ts'
import type { Article, ArticleList } from '../../src/http/api-types.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const NOW = '2026-11-21T10:00:00+08:00'
const RELEASE = '2026-12-01T10:00:00+08:00'
const PAST = '2026-10-01T00:00:00+08:00'

type Seed = {
  store: Store
  id: string
  audience?: string
  part?: number
  after?: number
  release?: string
  expires?: string
  supersedes?: string
  pieces?: string[]
}

const SEEDS: Seed[] = [
  { store: 'customer', id: 'recharge', pieces: ['## 到账时间\n\n', '五分钟内。\n'] },
  { store: 'agent', id: 'recharge', part: 1, after: 1, pieces: ['登记订单号。\n'] },
  { store: 'internal', id: 'recharge', part: 1, after: 1, pieces: ['补单在天枢。\n'] },
  { store: 'embargo', id: 'recharge', part: 1, after: 0, release: RELEASE, pieces: ['返利。\n'] },
  { store: 'customer', id: 'refund', supersedes: 'roster' },
  { store: 'customer', id: 'vouchers', supersedes: 'recharge' },
  { store: 'agent', id: 'look-up' },
  { store: 'internal', id: 'roster' },
  { store: 'embargo', id: 'gala', release: RELEASE },
  { store: 'embargo', id: 'agent-gala', audience: 'agent', release: RELEASE },
  { store: 'embargo', id: 'autumn', expires: PAST },
]

for (const engine of engines)
  describe(`reading articles over HTTP, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    beforeAll(async () => {
      db = await engine.open()
      await fixClock(db, NOW)
      for (const seed of SEEDS) await put(db, seed)
      api = await openApp(db)
    })
    afterAll(async () => {
      await api.close()
      await db.close()
    })

    const as = (role: string) => ({ authorization: `Bearer demo-${role}` })
    async function listedBy(role: string, query = ''): Promise<string[]> {
      const answer = await api.get(`/v1/articles${query}`, as(role))
      return ((await answer.json()) as ArticleList).articles.map((article) => article.id)
    }
    async function articleFor(role: string, id: string): Promise<Article> {
      return (await (await api.get(`/v1/articles/${id}`, as(role))).json()) as Article
    }

    test('each role finds what it may read, and nothing outside its window', async () => {
      expect(await listedBy('service')).toEqual(['recharge', 'refund', 'vouchers'])
      expect(await listedBy('agent')).toEqual(['look-up', 'recharge', 'refund', 'vouchers'])
      const led = ['look-up', 'recharge', 'refund', 'roster', 'vouchers']
      expect(await listedBy('lead')).toEqual(led)
      expect(await listedBy('editor')).toEqual(led)
    })

    test('an article comes with the blocks the caller may read, each apart', async () => {
      const partsFor = async (role: string) =>
        (await articleFor(role, 'recharge')).parts.map(({ audience, after, markdown }) => [
          audience,
          after,
          markdown,
        ])
      const text = ['customer', 0, '## 到账时间\n\n五分钟内。\n']
      const forAgents = ['agent', 1, '登记订单号。\n']
      expect(await partsFor('service')).toEqual([text])
      expect(await partsFor('agent')).toEqual([text, forAgents])
      expect(await partsFor('lead')).toEqual([text, forAgents, ['internal', 1, '补单在天枢。\n']])
    })

    test('offsets count in the markdown that is shown', async () => {
      const [part] = (await articleFor('service', 'recharge')).parts
      const second = part!.chunks[1]!
      expect(part!.markdown.slice(second.start, second.end)).toBe('五分钟内。\n')
    })

    test('a hidden article is named nowhere, not even by the one that replaces it', async () => {
      expect((await articleFor('agent', 'refund')).supersedes).toBeNull()
      expect((await articleFor('lead', 'refund')).supersedes).toBe('roster')
      expect((await articleFor('agent', 'vouchers')).supersedes).toBe('recharge')
    })

    test('a hidden article and one that never was are the same answer, byte for byte', async () => {
      const answerTo = async (id: string, role: string) => {
        const answer = await api.get(`/v1/articles/${id}`, as(role))
        const text = await answer.text()
        const requestId = answer.headers.get('x-request-id') ?? '?'
        const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
        return {
          status: answer.status,
          length: text.length,
          body: text.replace(requestId, 'r'),
          headers: headers.replace(requestId, 'r'),
        }
      }
      const unknown = await answerTo('never-was', 'agent')
      expect(unknown.status).toBe(404)
      for (const id of ['roster', 'gala', 'agent-gala', 'autumn', 'Roster', 'a'.repeat(200)])
        expect(await answerTo(id, 'agent')).toEqual(unknown)
      for (const id of ['look-up', 'roster', 'gala', 'agent-gala'])
        expect(await answerTo(id, 'service')).toEqual(unknown)
      for (const id of ['gala', 'autumn']) expect(await answerTo(id, 'lead')).toEqual(unknown)
    })

    test('from the instant of its release an article is there, for those it is meant for', async () => {
      await fixClock(db, RELEASE)
      try {
        expect(await listedBy('service')).toEqual(['gala', 'recharge', 'refund', 'vouchers'])
        expect(await listedBy('agent')).toContain('agent-gala')
        expect((await articleFor('service', 'recharge')).parts).toHaveLength(2)
      } finally {
        await fixClock(db, NOW)
      }
    })

    test('pages follow each other by cursor, without totals', async () => {
      const first = (await (await api.get('/v1/articles?limit=3')).json()) as ArticleList
      expect(first.articles.map((article) => article.id)).toEqual(['look-up', 'recharge', 'refund'])
      const next = await api.get(`/v1/articles?limit=3&cursor=${first.next}`)
      expect(await next.json()).toMatchObject({ articles: [{ id: 'vouchers' }], next: null })
      expect((await api.get('/v1/articles?cursor=%25%25')).status).toBe(400)
      expect((await api.get('/v1/articles?cursor=AA')).status).toBe(400)
      expect(await listedBy('agent', '?lang=en')).toEqual([])
    })
  })

async function put(db: Database, seed: Seed): Promise<void> {
  const pieces = seed.pieces ?? [`${seed.id}。\n`]
  await db.write('index', async (sql) => {
    const [row] = await sql<{ key: number }[]>`
      insert into ${sql(`${seed.store}.article`)}
        (id, part, audience, lang, title, tags, asks, state, release, expires, supersedes, path, rev, after)
      values (${seed.id}, ${seed.part ?? 0},
        ${seed.audience ?? (seed.store === 'embargo' ? 'customer' : seed.store)}, 'zh-Hans',
        ${seed.id}, '{}', '{}', 'published', ${seed.release ?? null}, ${seed.expires ?? null},
        ${seed.supersedes ?? null}, ${`articles/${seed.id}.md`}, 'r1', ${seed.after ?? 0})
      returning key
    `
    let start = 0
    for (const [piece, text] of pieces.entries()) {
      await sql`
        insert into ${sql(`${seed.store}.chunk`)}
          (id, article, piece, headings, text, start_offset, end_offset, line, source_start,
            source_line, is_standard_reply)
        values (${`${seed.id}#${piece}`}, ${row!.key}, ${piece}, '{}', ${text}, ${start},
          ${start + text.length}, 1, 0, 1, false)
      `
      start += text.length
    }
  })
}
