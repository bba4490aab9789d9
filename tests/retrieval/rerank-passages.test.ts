import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { metrics } from '../../src/metrics.ts'
import { createRerankEndpoint } from '../../src/models/index.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { createRerankLane } from '../../src/retrieval/rerank-passages.ts'
import { setSearchModels } from '../../src/retrieval/search-models.ts'
import { sendJson, startScriptedEndpoint } from '../models/scripted-endpoint.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { articleOf, ask, dropAll, store } from './support.ts'

/** Likes what says `最好`, whatever was asked. */
function likes(documents: string[]) {
  return documents.map((text, index) => ({ index, relevance_score: text.includes('最好') ? 1 : 0 }))
}

describe('reranking', () => {
  let db: Database
  let warnings: string[]
  let mode: 'fine' | 'slow' | 'down'
  let endpoint: Awaited<ReturnType<typeof startScriptedEndpoint>>

  const use = (deadlineMs: number) => {
    warnings = []
    const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) })
    const url = `${endpoint.url}/rerank`
    const model = createRerankEndpoint({ url, key: undefined, name: 'scripted', timeoutMs: 5_000 })
    const mask = (text: string) => text.replace('13800138000', '⟦手机#1⟧')
    setSearchModels(db, { rerank: createRerankLane({ model, deadlineMs, mask, log }) })
  }
  const found = async (role: 'customer' | 'agent', text: string, top = 3) => {
    const { passages } = await retrieve(db, role, ask(text), { top })
    return passages.map((passage) => passage.articleId)
  }
  const outcome = async (name: string) => {
    const counter = await metrics.getSingleMetric('sidecue_rerank_total')?.get()
    return counter?.values.find(({ labels }) => labels.outcome === name)?.value ?? 0
  }
  const sent = () => JSON.stringify(endpoint.requests.map(({ body }) => body))

  beforeAll(async () => {
    db = await openEmbedded()
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    mode = 'fine'
    await dropAll(db)
    endpoint = await startScriptedEndpoint(async (body, response) => {
      if (mode === 'down') return sendJson(response, {}, 503)
      if (mode === 'slow') await new Promise((done) => setTimeout(done, 20_000).unref())
      sendJson(response, { results: likes(body.documents as string[]) })
    })
    const refunds = Array.from({ length: 8 }, (_, i) =>
      articleOf(`refund-${i}`, `会员退款办法 ${'其他的话，'.repeat(i)}第 ${i} 条。`, {
        title: '退款',
      }),
    )
    await store(db, [
      ...refunds,
      articleOf('best', `书架上的话，${'还有别的话，'.repeat(12)}最好先看这里再退款。`, {
        title: '说明',
      }),
      articleOf('secret', '退款 退款 退款 最好不要说。', { title: '退款', audience: 'agent' }),
    ])
  })
  afterEach(async () => {
    setSearchModels(db, {})
    await endpoint.close()
  })

  test('puts first what the model likes, also from beyond the passages wanted', async () => {
    expect(await found('customer', '退款')).not.toContain('best')
    use(20_000)
    const { passages } = await retrieve(db, 'customer', ask('退款'), { top: 3 })
    expect(passages.map((passage) => passage.articleId)[0]).toBe('best')
    expect(passages).toHaveLength(3)
    expect(passages.map(({ rank }) => rank)).toEqual([1, 2, 3])
    const scores = passages.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(passages[0]?.why.lanes.rerank).toBe(1)
  })

  test('is given only what the role may read, and no personal data', async () => {
    use(20_000)
    await found('customer', '我的手机 13800138000，退款')
    expect(sent()).toContain('⟦手机#1⟧')
    expect(sent()).not.toContain('13800138000')
    expect(sent()).not.toContain('最好不要说')
    await found('agent', '退款')
    expect(sent()).toContain('最好不要说')
  })

  test.each(['slow', 'down'] as const)(
    'a model that is %s leaves the order, with one warning and a count, and is let rest',
    async (how) => {
      const plain = await found('customer', '退款')
      use(60)
      mode = how
      const failed = await outcome('failed')
      const started = performance.now()
      for (let i = 0; i < 3; i++) expect(await found('customer', '退款')).toEqual(plain)
      expect(performance.now() - started).toBeLessThan(10_000)
      expect(endpoint.requests).toHaveLength(1)
      expect(warnings).toHaveLength(1)
      expect((await outcome('failed')) - failed).toBe(1)
    },
  )
})
