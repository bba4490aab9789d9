import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { collectAll, computeRankSignal } from '../../src/insights/learn/index.ts'
import { makeDesk } from '../compose/desk-fixture.ts'
import { type Folder, index, makeFolder } from '../indexing/support.ts'
import { asked, NOW, writeArticles } from '../insights/learn/support.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const desk = makeDesk()
const EDITOR = { authorization: 'Bearer demo-editor' }
const ODD = '充的钱一直看不见，余额还是零'
type Listed = { proposals: { id: string; article: string }[]; next: string | null }

for (const engine of engines)
  describe(`what was learned, over HTTP, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
      folder = makeFolder()
      writeArticles(folder)
      await index(db, folder)
      api = await openApp(db, { desk, knowledgeDir: folder.path })
    }, 60_000)
    afterAll(async () => {
      await api.close()
      await db.close()
      folder.discard()
    })
    beforeEach(async () => {
      await db.write('app', async (sql) => {
        await sql`delete from app.conversation`
        await sql`delete from app.ask_candidate`
      })
    })
    const list = async (query = '') =>
      (await (await api.get(`/v1/knowledge/asks${query}`, EDITOR)).json()) as Listed
    const decide = (id: string, body: unknown, headers = {}) =>
      api.post(`/v1/knowledge/asks/${id}/decision`, body, { ...EDITOR, ...headers })
    const undo = (id: string, headers = EDITOR) =>
      api.app.request(`/v1/knowledge/asks/${id}/decision`, { method: 'DELETE', headers })

    test('is for editors alone, said before anything is looked up', async () => {
      for (const role of ['agent', 'lead', 'service']) {
        const headers = { authorization: `Bearer demo-${role}` }
        for (const path of ['/v1/knowledge/asks', '/v1/knowledge/learning'])
          expect((await api.get(path, headers)).status).toBe(403)
        expect((await decide('q-never', { decision: 'reject' }, headers)).status).toBe(403)
        expect((await undo('q-never', headers)).status).toBe(403)
      }
    })

    test('pages follow each other without a gap', async () => {
      for (let n = 0; n < 2; n++) {
        await asked(db, 'recharge', ODD)
        await asked(db, 'refund', '买错的书可以退吗')
        await asked(db, 'device', '新手机书架看不见旧书了')
      }
      await collectAll({ db, desk })
      const seen: string[] = []
      let next: string | null = null
      do {
        const page: Listed = await list(`?limit=1${next === null ? '' : `&cursor=${next}`}`)
        seen.push(...page.proposals.map(({ article }) => article))
        next = page.next
      } while (next !== null)
      expect(seen.sort()).toEqual(['device', 'recharge', 'refund'])
      expect((await list('?article=device')).proposals).toHaveLength(1)
      expect((await api.get('/v1/knowledge/asks?cursor=*', EDITOR)).status).toBe(400)
    })

    test('a decision is made once, answered again under its key, and taken back', async () => {
      for (let n = 0; n < 2; n++) await asked(db, 'recharge', ODD)
      await collectAll({ db, desk })
      const { id } = (await list()).proposals[0]!
      const key = { 'idempotency-key': `k-${id}` }
      const first = await decide(id, { decision: 'accept' }, key)
      expect(first.status).toBe(201)
      const body = await first.json()
      expect(body).toMatchObject({ id, state: 'accepted', line: ODD, path: 'articles/recharge.md' })
      expect(await (await decide(id, { decision: 'accept' }, key)).json()).toEqual(body)
      expect((await decide(id, { decision: 'reject' })).status).toBe(409)
      const source = () => readFileSync(join(folder.path, 'articles', 'recharge.md'), 'utf8')
      expect(source()).toContain(ODD)
      expect((await undo(id)).status).toBe(200)
      expect(source()).not.toContain(ODD)
      expect((await undo(id)).status).toBe(409)
      for (const attempt of [
        await decide('q-never', { decision: 'accept' }),
        await undo('q-never'),
      ])
        expect(attempt.status).toBe(404)
    })

    test('how the ranking is moved is told with what it was computed from', async () => {
      for (let n = 0; n < 6; n++)
        await asked(db, 'refund', '买错的书可以退吗', {
          ...{ agent: `agent:${n % 3}`, verdict: 'dismissed', reason: 'wrong-article' },
        })
      await collectAll({ db, desk })
      await computeRankSignal(db, desk.learning, { by: 'test', now: NOW })
      const told = await (await api.get('/v1/knowledge/learning', EDITOR)).json()
      expect(told).toMatchObject({
        rerank: true,
        run: { computedBy: 'test', votes: 6, conversations: 6, agents: 3, minAgents: 2 },
        shifts: [{ article: 'refund', rejected: 6, accepted: 0, agents: 3 }],
      })
    })
  })
