import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, sqlState } from '../../../src/db/index.ts'
import {
  applyRankSignal,
  collectAll,
  computeRankSignal,
  heedVotes,
  ignoreVotes,
  readLearning,
} from '../../../src/insights/learn/index.ts'
import { retrieve, setRankSignal } from '../../../src/retrieval/index.ts'
import { makeDesk } from '../../compose/desk-fixture.ts'
import { article, type Folder, index, makeFolder } from '../../indexing/support.ts'
import { engines } from '../../support/engines.ts'
import { asked, NOW, writeArticles } from './support.ts'

const desk = makeDesk()
const WRONG = { verdict: 'dismissed', reason: 'wrong-article' } as const
const QUERY = { text: '书城活动规则说明', context: [], lang: 'zh-Hans' } as const

for (const engine of engines)
  describe(`feedback in the ranking, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
      folder = makeFolder()
      writeArticles(folder)
      // Nearly the same text: what comes first is decided by very little.
      for (const id of ['rules-a', 'rules-b'])
        folder.write(
          `${id}.md`,
          article(id, `\n书城活动规则说明。${id} 适用。\n`, { title: '书城活动规则' }),
        )
      folder.write(
        'rules-agent.md',
        article('rules-agent', '\n书城活动规则说明，坐席适用。\n', {
          ...{ title: '书城活动规则', audience: 'agent' },
        }),
      )
      await index(db, folder)
    }, 60_000)
    afterAll(async () => {
      await db.close()
      folder.discard()
    })
    beforeEach(async () => {
      setRankSignal(db, null)
      await db.write('app', async (sql) => {
        await sql`delete from app.conversation`
        await sql`delete from app.rank_run`
        await sql`delete from app.rank_ignored`
      })
    })
    const search = (role: 'customer' | 'agent' = 'customer') =>
      retrieve(db, role, { ...QUERY, context: [] }, { top: 10, perArticle: 1 })
    const learn = async (own = desk) => {
      await collectAll({ db, desk: own })
      await computeRankSignal(db, own.learning, { by: 'test', now: NOW })
      await applyRankSignal(db, own)
    }
    async function rejectFirst(): Promise<string> {
      const first = (await search()).passages[0]!.articleId
      for (let n = 0; n < 8; n++)
        await asked(db, first, '书城活动规则说明', { ...WRONG, agent: `agent:${n % 4}` })
      return first
    }

    test('an article that agents reject comes after one that fits as well; confidence stays', async () => {
      const before = await search()
      const first = await rejectFirst()
      await learn()
      const after = await search()
      const ids = (found: typeof before) => found.passages.map((one) => one.articleId)
      expect(ids(after)[0]).not.toBe(first)
      expect(ids(after).toSorted()).toEqual(ids(before).toSorted())
      expect(after.confidence).toBe(before.confidence)
      expect(after.passages.map(({ rank, score }) => [rank, score])).toEqual(
        before.passages.map(({ rank, score }) => [rank, score]),
      )
      const why = after.passages.find((one) => one.articleId === first)!.why
      expect(why.learned).toBeLessThan(0)
      expect((await readLearning(db)).shifts).toMatchObject([{ article: first, rejected: 8 }])
    })

    test('for another question it stands where it stood', async () => {
      await rejectFirst()
      const query = { text: '换设备登录后书架怎么同步', context: [], lang: 'zh-Hans' as const }
      const before = JSON.stringify(await retrieve(db, 'customer', query, { top: 10 }))
      await learn()
      expect(JSON.stringify(await retrieve(db, 'customer', query, { top: 10 }))).toBe(before)
    })

    test('switched off, the answer is the same to the byte as without any feedback', async () => {
      const before = JSON.stringify(await search())
      await rejectFirst()
      const off = { ...desk, learning: { ...desk.learning, rerank: false } }
      await learn(off)
      expect(JSON.stringify(await search())).toBe(before)
      await applyRankSignal(db, desk)
      expect(JSON.stringify(await search())).not.toBe(before)
      await applyRankSignal(db, off)
      expect(JSON.stringify(await search())).toBe(before)
    })

    test('no text for agents is moved, and none comes to a customer', async () => {
      for (let n = 0; n < 8; n++)
        await asked(db, 'rules-agent', '书城活动规则说明', { agent: `agent:${n % 4}` })
      await learn()
      const seen = await search('agent')
      const own = seen.passages.find((one) => one.articleId === 'rules-agent')!
      expect(own.why.learned).toBeUndefined()
      const ids = (await search()).passages.map((one) => one.articleId)
      expect(ids).not.toContain('rules-agent')
    })

    test('ignored until now, it does not count; heeded again, it does', async () => {
      const first = await rejectFirst()
      await db.write('app', (sql) => ignoreVotes(sql, first, 'test', NOW))
      await learn()
      expect((await readLearning(db)).shifts).toEqual([])
      expect(await db.write('app', (sql) => heedVotes(sql, first))).toBe(true)
      await learn()
      expect((await readLearning(db)).shifts).toHaveLength(1)
    })

    test('of several processes one computes; a forgotten conversation counts no more', async () => {
      await rejectFirst()
      await collectAll({ db, desk })
      const since = new Date(NOW.getTime() - 1_000)
      const once = () =>
        computeRankSignal(db, desk.learning, { by: 'server', now: NOW, unlessSince: since })
      const runs = await Promise.all([once(), once(), once()])
      expect(runs.filter((run) => run !== null)).toHaveLength(1)
      await db.write('app', (sql) => sql`delete from app.conversation`)
      await learn()
      expect((await readLearning(db)).shifts).toEqual([])
    })

    test('roles that read knowledge reach nothing of it', async () => {
      const tables = ['ask_candidate', 'ask_evidence', 'ask_decision', 'rank_vote', 'rank_run']
      for (const role of ['customer', 'agent', 'lead', 'index'] as const)
        for (const table of [...tables, 'rank_shift', 'rank_ignored']) {
          const state = await db
            .read(role, (sql) => sql`select from ${sql(`app.${table}`)}`)
            .then(() => 'allowed', sqlState)
          expect([role, table, state]).toEqual([role, table, '42501'])
        }
    })
  })
