import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Database } from '../../src/db/index.ts'
import { createEmbedder, type Embedder } from '../../src/indexing/embed-background.ts'
import { openSearchModels } from '../../src/indexing/embed-for-search.ts'
import { silentLog } from '../../src/log.ts'
import { metrics } from '../../src/metrics.ts'
import { createOpenaiEmbeddings } from '../../src/models/index.ts'
import { type Query, retrieve } from '../../src/retrieval/index.ts'
import { setSearchModels } from '../../src/retrieval/search-models.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { startScriptedEmbeddings } from '../support/scripted-embeddings.ts'
import { article, type Folder, index, makeFolder, reset } from './support.ts'

/** A busy machine may need this long; nothing is decided by it. */
const PATIENCE = { timeout: 30_000 }

describe('embedding in the background', () => {
  let db: Database
  let folder: Folder
  let endpoint: Awaited<ReturnType<typeof startScriptedEmbeddings>>
  let warnings: string[]
  let embedder: Embedder | undefined

  const start = () => {
    warnings = []
    const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) })
    const model = createOpenaiEmbeddings({
      ...{ url: endpoint.url, key: undefined, name: 'scripted', timeoutMs: 5_000 },
    })
    embedder = createEmbedder(db, { model, scope: 'customer', log, lookMs: 20, retryMs: 20 })
    embedder.start()
    return embedder
  }
  const behind = async () =>
    (await metrics.getSingleMetric('sidecue_embedding_behind')?.get())?.values[0]?.value
  const isServed = async () => {
    const rows = await db.read(
      'customer',
      (sql) => sql`select from app.embedding_model where state = 'serving' and customer_whole`,
    )
    return rows.length > 0
  }

  beforeAll(async () => {
    db = await openEmbedded()
  })
  afterAll(() => db.close())
  beforeEach(async () => {
    await reset(db)
    await db.write('index', async (sql) => {
      await sql`update app.embedding_model set state = 'cached', id = gen_random_uuid()::text`
    })
    folder = makeFolder()
    endpoint = await startScriptedEmbeddings()
    folder.write('a.md', article('a', '\n充值两小时还没到账怎么办？\n'))
    await index(db, folder)
  })
  afterEach(async () => {
    await embedder?.stop()
    setSearchModels(db, {})
    await endpoint.close()
    folder.discard()
  })

  test('what is indexed later, by any process, gets its vectors', async () => {
    start()
    await vi.waitFor(async () => expect(await isServed()).toBe(true), PATIENCE)
    folder.write('b.md', article('b', '\n会员退款要多久？\n'))
    await index(db, folder)
    await vi.waitFor(() => expect(endpoint.texts).toHaveLength(2), PATIENCE)
  })

  test('with nothing new the model is not asked', async () => {
    const running = start()
    await vi.waitFor(async () => expect(await isServed()).toBe(true), PATIENCE)
    const asked = endpoint.requests.length
    for (let i = 0; i < 5; i++) expect((await running.run()).calls).toBe(0)
    expect(endpoint.requests).toHaveLength(asked)
  })

  test('a model that is down is warned of once, counted, and caught up with later', async () => {
    endpoint.set('down')
    const running = start()
    await vi.waitFor(() => expect(endpoint.requests.length).toBeGreaterThan(2), PATIENCE)
    expect(warnings.filter((line) => line.includes('embedding-failed'))).toHaveLength(1)
    expect(warnings.join()).not.toContain('到账')
    expect(await behind()).toBe(1)
    expect(await isServed()).toBe(false)
    endpoint.set('fine')
    await running.run()
    expect(await isServed()).toBe(true)
    expect(await behind()).toBe(0)
    expect(warnings.at(-1)).toContain('embedding-works-again')
  })

  test('stopping cancels a model that does not answer', async () => {
    endpoint.set('slow')
    const running = start()
    await vi.waitFor(() => expect(endpoint.requests.length).toBeGreaterThan(0), PATIENCE)
    const started = performance.now()
    await running.stop()
    expect(performance.now() - started).toBeLessThan(4_000)
    expect(warnings).toEqual([])
  })

  test('settings alone are enough to search by meaning', async () => {
    const config = readConfig({
      SIDECUE_EMBEDDING_URL: endpoint.url,
      SIDECUE_EMBEDDING_MODEL: 'scripted',
      SIDECUE_EMBEDDING_DEADLINE_MS: '10000',
    })
    expect(config.embedding?.scope).toBe('customer')
    const mask = (text: string) => text.replace('张三', '⟦姓名#1⟧')
    embedder = await openSearchModels(db, config, { log: silentLog, mask })
    expect(await embedder?.run()).toMatchObject({ calls: 1 })
    const query: Query = { text: '我是张三，充值没到账', context: [], lang: 'zh-Hans' }
    const { passages } = await retrieve(db, 'customer', query, { top: 3 })
    expect(passages[0]?.why.lanes.dense).toBe(1)
    expect(endpoint.texts.at(-1)).toContain('⟦姓名#1⟧')
    const noMore = await openSearchModels(db, readConfig({}), { log: silentLog, mask })
    expect(noMore).toBeUndefined()
  })

  test('while another model is made, questions go by the one that serves', async () => {
    const settings = (name: string) =>
      readConfig({
        SIDECUE_EMBEDDING_URL: endpoint.url,
        SIDECUE_EMBEDDING_MODEL: name,
        SIDECUE_EMBEDDING_DEADLINE_MS: '10000',
      })
    const deps = { log: silentLog, mask: (text: string) => text }
    await (await openSearchModels(db, settings('old'), deps))?.run()
    embedder = await openSearchModels(db, settings('new'), deps)
    const query: Query = { text: '充值没到账', context: [], lang: 'zh-Hans' }
    const asks = async () => {
      const { passages } = await retrieve(db, 'customer', query, { top: 3 })
      return [passages[0]?.why.lanes.dense, endpoint.requests.at(-1)?.body.model]
    }
    expect(await asks()).toEqual([1, 'old'])
    await embedder?.run()
    // The search that finds the change goes by words; the next one by the new model.
    await asks()
    expect(await asks()).toEqual([1, 'new'])
  })
})
