import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../src/db/index.ts'
import { embedChunks } from '../../src/indexing/embed-chunks.ts'
import { sweepWindows } from '../../src/indexing/index.ts'
import { metrics } from '../../src/metrics.ts'
import { createOpenaiEmbeddings } from '../../src/models/index.ts'
import { createDenseLane } from '../../src/retrieval/dense-lane.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { setSearchModels } from '../../src/retrieval/search-models.ts'
import { engines } from '../support/engines.ts'
import { SLOW_MS, startScriptedEmbeddings } from '../support/scripted-embeddings.ts'
import { articleOf, ask, dropAll, store } from './support.ts'

const NOW = new Date('2026-11-21T12:00:00+08:00')
const RELEASE = '2026-12-01T10:00:00+08:00'

/** Words that mean the same to the scripted model and share no letter. */
const SYNONYMS = [
  ['注销', '关掉账号', 'delete my account'],
  ['退款', '把钱还我'],
]

const CLOSE = articleOf('close', '注销 注销 注销 之前请先导出书架。', { title: '注销' })
const REFUND = articleOf('refund', '退款 退款 三个工作日内原路返回。', { title: '退款' })
const OTHERS = Array.from({ length: 30 }, (_, i) =>
  articleOf(`other-${i}`, `书架上的第 ${i} 本书可以离线阅读，翻页方式在设置里改。`, {
    title: `离线阅读 ${i}`,
  }),
)

for (const engine of engines) {
  describe(`the dense lane, ${engine.name}`, () => {
    let db: Database
    let endpoint: Awaited<ReturnType<typeof startScriptedEmbeddings>>
    let warnings: string[]

    const modelOf = (name = 'scripted') =>
      createOpenaiEmbeddings({ url: endpoint.url, key: undefined, name, timeoutMs: 5_000 })
    const embed = (scope: 'customer' | 'agent' | 'all' = 'all', name?: string) =>
      embedChunks(db, { model: modelOf(name), scope })
    const useLane = (deadlineMs = 20_000, mask?: (text: string) => string) => {
      warnings = []
      const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) })
      setSearchModels(db, {
        dense: createDenseLane({
          ...{ deadlineMs, log, modelOf: async () => modelOf() },
          ...(mask ? { mask } : {}),
        }),
      })
    }
    const found = async (role: 'customer' | 'agent' | 'lead', text: string, context?: string[]) => {
      const { passages } = await retrieve(db, role, ask(text, context), { top: 10, perArticle: 1 })
      return passages.map((passage) => passage.articleId)
    }
    const outcomes = async () => {
      const counter = await metrics.getSingleMetric('sidecue_dense_lane_total')?.get()
      return Object.fromEntries(
        (counter?.values ?? []).map(({ labels, value }) => [labels.outcome, value]),
      )
    }

    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await fixClock(db, NOW)
      await dropAll(db)
      endpoint = await startScriptedEmbeddings({ synonyms: SYNONYMS, dimensions: 256 })
      await store(db, [CLOSE, REFUND, ...OTHERS], NOW)
    })
    afterEach(async () => {
      setSearchModels(db, {})
      await endpoint.close()
      await db.write('index', async (sql) => {
        await sql`update app.embedding_model set state = 'retired'`
        for (const { key } of await sql<{ key: number }[]>`select key from app.embedding_model`) {
          await sql`select app.drop_vectors(${key})`
        }
        await sql`update app.embedding_model set state = 'cached', id = gen_random_uuid()::text`
      })
    })

    test('finds what shares no word with the question', async () => {
      expect(await found('customer', '关掉账号')).not.toContain('close')
      await embed()
      useLane()
      expect((await found('customer', '关掉账号'))[0]).toBe('close')
      expect((await found('customer', '把钱还我吧'))[0]).toBe('refund')
    })

    test('where both lanes agree, the first and its score are those of the words', async () => {
      const before = await retrieve(db, 'customer', ask('退款'), { top: 5 })
      await embed()
      useLane()
      const after = await retrieve(db, 'customer', ask('退款'), { top: 5 })
      expect(after.passages[0]?.chunkId).toBe(before.passages[0]?.chunkId)
      const [byWords, fused] = [before.passages[0]?.score ?? 0, after.passages[0]?.score ?? 0]
      expect(fused).toBeLessThanOrEqual(byWords + 1e-6)
      expect(fused).toBeGreaterThan(0.95 * byWords)
      expect(after.passages[0]?.why.lanes).toMatchObject({ dense: 1 })
    })

    test('a short follow-up is embedded with what was said before', async () => {
      await embed()
      useLane()
      await found('customer', '那怎么弄', ['我要关掉账号'])
      expect(endpoint.texts.at(-1)).toBe('我要关掉账号\n那怎么弄')
    })

    test('personal data is taken out of what is embedded', async () => {
      await embed()
      useLane(20_000, (text) => text.replace('13800138000', '⟦手机#1⟧'))
      await found('customer', '手机号 13800138000 的账号我想关掉账号')
      expect(endpoint.texts.at(-1)).toContain('⟦手机#1⟧')
      expect(endpoint.texts.join()).not.toContain('13800138000')
    })

    test('without vectors in service nothing is asked of the model', async () => {
      useLane()
      await found('customer', '退款')
      expect(endpoint.texts).toEqual([])
    })

    test.each(['down', 'nan', 'wrong-dimension', 'wrong-count'] as const)(
      'a model that is %s leaves the words, with one warning, a count, and a rest',
      async (mode) => {
        const plain = await found('customer', '退款')
        await embed()
        useLane()
        endpoint.set(mode)
        const before = await outcomes()
        const asked = endpoint.requests.length
        for (const text of ['退款', '退款要多久', '退款在哪里']) await found('customer', text)
        expect(await found('customer', '退款')).toEqual(plain)
        expect(endpoint.requests.length - asked).toBe(1)
        expect(warnings).toHaveLength(1)
        expect(warnings[0]).not.toContain('退款')
        const after = await outcomes()
        expect((after.failed ?? 0) - (before.failed ?? 0)).toBe(1)
        expect((after.resting ?? 0) - (before.resting ?? 0)).toBe(3)
      },
    )

    test('a late vector is not waited for', async () => {
      await embed()
      useLane(60)
      endpoint.set('slow')
      const started = performance.now()
      expect((await found('customer', '退款'))[0]).toBe('refund')
      expect(performance.now() - started).toBeLessThan(SLOW_MS / 2)
      expect(warnings).toEqual([])
    })

    test('a role never gets a chunk it may not read, however near', async () => {
      const hidden = (id: string, draft: Parameters<typeof articleOf>[2]) =>
        articleOf(id, `注销 注销 注销 注销 ${id}`, { title: '注销 注销', ...draft })
      await store(
        db,
        [
          hidden('for-agents', { audience: 'agent' }),
          hidden('for-leads', { audience: 'internal' }),
          hidden('unreleased', { release: RELEASE }),
          hidden('expired', { expires: '2026-11-21T11:00:00+08:00' }),
          hidden('agents-later', { audience: 'agent', release: RELEASE }),
        ],
        NOW,
      )
      await embed('all')
      useLane()
      const secrets = ['for-leads', 'unreleased', 'expired', 'agents-later']
      const customer = await found('customer', 'delete my account')
      expect(customer[0]).toBe('close')
      for (const id of [...secrets, 'for-agents']) expect(customer).not.toContain(id)
      const agent = await found('agent', 'delete my account')
      expect(agent).toContain('for-agents')
      for (const id of secrets) expect(agent).not.toContain(id)
    })

    test('text is found by meaning from the instant of its release, without a call', async () => {
      const later = articleOf('later', '注销 注销 注销 新办法', { title: '注销', release: RELEASE })
      await store(db, [later], NOW)
      await embed('all')
      useLane()
      const texts = endpoint.texts.length
      await fixClock(db, new Date(Date.parse(RELEASE) - 1))
      expect(await found('customer', '关掉账号')).not.toContain('later')
      await fixClock(db, new Date(RELEASE))
      expect(await found('customer', '关掉账号')).toContain('later')
      await sweepWindows(db)
      expect(await found('customer', '关掉账号')).toContain('later')
      // The question, once.
      expect(endpoint.texts).toHaveLength(texts + 1)
    })

    test('text that expires is gone at the instant, swept or not', async () => {
      await store(
        db,
        [articleOf('ends', '注销 注销 注销 旧办法', { title: '注销', expires: RELEASE })],
        NOW,
      )
      await embed('all')
      useLane()
      expect(await found('customer', '关掉账号')).toContain('ends')
      await fixClock(db, new Date(RELEASE))
      expect(await found('customer', '关掉账号')).not.toContain('ends')
    })

    test('a change of hidden text changes nothing of what a customer is given', async () => {
      await embed('all')
      useLane()
      const before = await retrieve(db, 'customer', ask('关掉账号'), { top: 10 })
      await store(
        db,
        Array.from({ length: 20 }, (_, i) =>
          articleOf(`secret-${i}`, `注销 ${i}`, { audience: 'internal', title: '注销' }),
        ),
        NOW,
      )
      const during = await retrieve(db, 'customer', ask('关掉账号'), { top: 10 })
      await embed('all')
      const after = await retrieve(db, 'customer', ask('关掉账号'), { top: 10 })
      expect(during).toEqual(before)
      expect(after).toEqual(before)
    })
  })
}
