import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, fixClock, type Store } from '../../src/db/index.ts'
import { type EmbedOptions, embedChunks } from '../../src/indexing/embed-chunks.ts'
import { readGenerations } from '../../src/indexing/embed-generations.ts'
import { pruneCache } from '../../src/indexing/embed-rows.ts'
import { createOpenaiEmbeddings } from '../../src/models/index.ts'
import { engines } from '../support/engines.ts'
import { startScriptedEmbeddings } from '../support/scripted-embeddings.ts'
import { article, type Folder, index, makeFolder, reset } from './support.ts'

const NOW = '2026-11-21T12:00:00+08:00'

for (const engine of engines) {
  describe(`embedding chunks, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    let endpoint: Awaited<ReturnType<typeof startScriptedEmbeddings>>

    const modelOf = (name = 'scripted') =>
      createOpenaiEmbeddings({ url: endpoint.url, key: undefined, name, timeoutMs: 5_000 })
    const embed = (more: Partial<EmbedOptions> = {}) =>
      embedChunks(db, { model: modelOf(), scope: 'customer', keepSeconds: -1, ...more })
    const models = () =>
      db.read(
        'index',
        (sql) => sql<{ key: number; id: string; state: string; customer_whole: boolean }[]>`
          select key, id, state, customer_whole from app.embedding_model order by key
        `,
      )
    const serving = async () => (await models()).find((one) => one.state === 'serving')
    const vectorsIn = async (store: Store): Promise<string[]> => {
      const key = (await serving())?.key
      if (key === undefined) return []
      return db.read('index', async (sql) => {
        const rows = await sql<{ id: string }[]>`
          select distinct article.id from ${sql(`${store}.vector_${key}`)} v
          join ${sql(store)}.chunk on chunk.key = v.chunk
          join ${sql(store)}.article on article.key = chunk.article
          order by article.id
        `
        return rows.map((row) => row.id)
      })
    }

    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await reset(db)
      await fixClock(db, NOW)
      folder = makeFolder()
      endpoint = await startScriptedEmbeddings()
      folder.write('a.md', article('a', '\n充值两小时还没到账怎么办？\n'))
      folder.write('b.md', article('b', '\n會員退款要多久？\n', { lang: 'zh-Hant' }))
      folder.write('c.md', article('c', '\nReset your password here.\n', { lang: 'en' }))
      await index(db, folder)
    })
    afterEach(async () => {
      await endpoint.close()
      folder.discard()
      await db.write('index', async (sql) => {
        await sql`update app.embedding_model set state = 'retired'`
        for (const { key } of await sql<{ key: number }[]>`select key from app.embedding_model`) {
          await sql`select app.drop_vectors(${key})`
        }
        await sql`update app.embedding_model set state = 'cached', id = gen_random_uuid()::text`
        await sql`delete from app.embedding_cache`
      })
    })

    test('every chunk gets a vector, and then the model serves', async () => {
      expect(await serving()).toBeUndefined()
      expect(await embed()).toEqual({ calls: 1, texts: 3, isBusy: false })
      expect(await vectorsIn('customer')).toEqual(['a', 'b', 'c'])
      expect(await serving()).toMatchObject({ customer_whole: true })
      expect(endpoint.texts).toContain('c 标题\nReset your password here.\n')
    })

    test('what was embedded is not embedded again', async () => {
      await embed()
      expect((await embed()).calls).toBe(0)
      folder.write('d.md', article('d', '\n新的一篇。\n'))
      await index(db, folder)
      expect(await embed()).toMatchObject({ calls: 1, texts: 1 })
      folder.remove('d.md')
      await index(db, folder, { allowRemovals: true })
      folder.write('d.md', article('d', '\n新的一篇。\n'))
      await index(db, folder)
      expect(await vectorsIn('customer')).toContain('d')
      expect((await embed()).calls).toBe(0)
    })

    test('another audience or window moves the vector with its chunk, without a call', async () => {
      await embed()
      folder.write('a.md', article('a', '\n充值两小时还没到账怎么办？\n', { audience: 'agent' }))
      await index(db, folder)
      expect(await vectorsIn('customer')).toEqual(['b', 'c'])
      expect(await vectorsIn('agent')).toEqual(['a'])
      const release = '2026-12-01T00:00:00+08:00'
      folder.write('a.md', article('a', '\n充值两小时还没到账怎么办？\n', { release }))
      await index(db, folder)
      expect(await vectorsIn('embargo')).toEqual(['a'])
      expect((await embed()).calls).toBe(0)
    })

    test('only what customers may be told now goes to an endpoint, unless more is asked for', async () => {
      folder.write('agent.md', article('agent', '\n坐席可见。\n', { audience: 'agent' }))
      folder.write('internal.md', article('internal', '\n内部排班。\n', { audience: 'internal' }))
      folder.write(
        'later.md',
        article('later', '\n十二月的活动。\n', { release: '2026-12-01T00:00:00+08:00' }),
      )
      folder.write('block.md', article('block', '\n公开的话。\n\n:::internal\n领导的电话。\n:::\n'))
      await index(db, folder)
      await embed()
      const sent = () => endpoint.texts.join('\n')
      for (const hidden of ['坐席可见', '内部排班', '十二月的活动', '领导的电话']) {
        expect(sent()).not.toContain(hidden)
      }
      expect(sent()).toContain('公开的话')
      await embed({ scope: 'agent' })
      expect(sent()).toContain('坐席可见')
      expect(sent()).not.toContain('内部排班')
      await embed({ scope: 'all' })
      expect(sent()).toContain('十二月的活动')
      expect(sent()).toContain('领导的电话')
      expect(await vectorsIn('embargo')).toEqual(['later'])
    })

    test('released text is embedded once it is released', async () => {
      folder.write(
        'later.md',
        article('later', '\n十二月的活动。\n', { release: '2026-12-01T00:00:00+08:00' }),
      )
      await index(db, folder)
      await embed()
      await fixClock(db, '2026-12-01T00:00:00+08:00')
      expect(await embed()).toMatchObject({ texts: 1 })
      expect(await vectorsIn('embargo')).toEqual(['later'])
      await index(db, folder)
      expect(await vectorsIn('customer')).toContain('later')
      expect((await embed()).calls).toBe(0)
    })

    test('another model is built aside and takes over in one step', async () => {
      await embed()
      const before = await serving()
      endpoint.set('down')
      await expect(embed({ model: modelOf('other') })).rejects.toMatchObject({ fault: 'refused' })
      expect(await serving()).toEqual(before)
      endpoint.set('fine')
      const failing = modelOf('other')
      let calls = 0
      const breaking = {
        id: failing.id,
        embed: (texts: string[]) => {
          calls++
          // Some of the texts are stored by then.
          if (calls > 4) throw new Error('gone')
          return failing.embed(texts)
        },
      }
      for (let i = 0; i < 300; i++) folder.write(`x${i}.md`, article(`x${i}`))
      await index(db, folder)
      await embed()
      const whole = await vectorsIn('customer')
      await expect(embed({ model: breaking })).rejects.toThrow('gone')
      expect((await models()).find((one) => one.id === failing.id)?.state).toBe('building')
      expect(await serving()).toMatchObject({ id: before?.id })
      expect(await vectorsIn('customer')).toEqual(whole)
      await embed({ model: failing })
      expect(await serving()).toMatchObject({ id: failing.id, customer_whole: true })
      expect(await vectorsIn('customer')).toEqual(whole)
      const states = (await models()).filter((one) => one.state !== 'cached')
      expect(states).toHaveLength(1)
      expect((await embed()).calls).toBe(0)
      expect(await serving()).toMatchObject({ id: before?.id })
    })

    test('a store in which many chunks wait is not served until they have their vectors', async () => {
      await embed()
      for (let i = 0; i < 5; i++) folder.write(`x${i}.md`, article(`x${i}`))
      await index(db, folder)
      endpoint.set('down')
      await expect(embed()).rejects.toMatchObject({ fault: 'refused' })
      expect(await serving()).toMatchObject({ customer_whole: false })
      endpoint.set('fine')
      await embed()
      expect(await serving()).toMatchObject({ customer_whole: true })
    })

    test.each([
      ['nan', 'bad-answer'],
      ['wrong-count', 'bad-answer'],
      ['wrong-dimension', 'wrong-dimension'],
    ] as const)('an answer that is %s is not stored', async (mode, fault) => {
      await embed()
      folder.write('d.md', article('d'))
      folder.write('e.md', article('e'))
      await index(db, folder)
      endpoint.set(mode)
      await expect(embed()).rejects.toMatchObject({ fault })
      expect(await vectorsIn('customer')).toEqual(['a', 'b', 'c'])
      endpoint.set('fine')
      await embed()
      expect(await vectorsIn('customer')).toEqual(['a', 'b', 'c', 'd', 'e'])
    })

    test('one text that the model refuses keeps no other from its vector', async () => {
      for (let i = 0; i < 40; i++) folder.write(`x${i}.md`, article(`x${i}`))
      folder.write('bad.md', article('bad', '\nunacceptable\n', { lang: 'en' }))
      await index(db, folder)
      endpoint.set('picky')
      await embed()
      expect(await vectorsIn('customer')).toHaveLength(43)
      expect(await serving()).toMatchObject({ customer_whole: true })
    })

    test('two at once do not embed the same twice', async () => {
      const model = modelOf()
      const others: unknown[] = []
      await embed({
        model: {
          ...model,
          async embed(texts, options) {
            others.push(await embed())
            return model.embed(texts, options)
          },
        },
      })
      expect(others).toEqual([{ calls: 0, texts: 0, isBusy: true }])
      expect(endpoint.texts).toHaveLength(3)
    })

    test('who died while embedding keeps the others waiting only for a while', async () => {
      const hold = (until: string) =>
        db.write(
          'index',
          (sql) => sql`
          update app.embedding_lease
          set holder = 'dead', ends_at = clock_timestamp() + ${until}::interval
        `,
        )
      await hold('1 minute')
      expect(await embed()).toEqual({ calls: 0, texts: 0, isBusy: true })
      await hold('-1 second')
      expect(await embed()).toMatchObject({ texts: 3, isBusy: false })
    })

    test('a large store gets its graph, and what is added later is in it', async () => {
      for (let i = 0; i < 30; i++) folder.write(`x${i}.md`, article(`x${i}`))
      await index(db, folder)
      await embed({ indexFrom: 30 })
      const key = (await serving())?.key ?? 0
      const graphs = () =>
        db.read('index', async (sql) => {
          const rows = await sql<{ name: string; isValid: boolean }[]>`
            select schemaname || '.' || indexname as name, indisvalid as "isValid"
            from pg_indexes
            join pg_index on indexrelid = format('%I.%I', schemaname, indexname)::regclass
            where indexname = ${`vector_${key}_near`}
          `
          return rows.map(({ name, isValid }) => `${name} ${isValid}`)
        })
      expect(await graphs()).toEqual([`customer.vector_${key}_near true`])
      folder.write('y.md', article('y'))
      await index(db, folder)
      await embed({ indexFrom: 30 })
      expect(await graphs()).toHaveLength(1)
      const near = await db.read('index', (sql) => {
        const table = sql(`customer.vector_${key}`)
        return sql`
          select count(*)::int as found from (
            select set_config('enable_seqscan', 'off', true)
          ) as setting, lateral (
            select chunk from ${table}
            order by embedding <#> (select embedding from ${table} order by chunk desc limit 1)
            limit 40
          ) as near
        `
      })
      expect(near[0]?.found).toBe(34)
    })

    test('what was made of texts that are gone is forgotten in the end', async () => {
      for (let i = 0; i < 12; i++) folder.write(`x${i}.md`, article(`x${i}`))
      await index(db, folder)
      await embed()
      for (let i = 0; i < 12; i++) folder.remove(`x${i}.md`)
      await index(db, folder, { allowRemovals: true })
      const cached = () =>
        db.write('index', async (sql) => {
          const generation = (await readGenerations(sql)).find((one) => one.state === 'serving')
          if (generation) await pruneCache(sql, generation, 0)
          const [row] = await sql<{ count: number }[]>`
            select count(*)::int as count from app.embedding_cache
          `
          return row?.count
        })
      expect(await cached()).toBe(3)
      expect((await embed()).calls).toBe(0)
    })

    test.runIf(engine.name === 'server')(
      'tables that a search still reads are dropped another time',
      async () => {
        await embed()
        let finish = () => {}
        const isReading = new Promise<void>((started) => {
          void db.read('customer', async (sql) => {
            await sql`select from customer.chunk`
            started()
            await new Promise<void>((done) => {
              finish = done
            })
          })
        })
        await isReading
        const states = async () => (await models()).map(({ state }) => state).slice(-2)
        const begun = performance.now()
        expect(await embed({ model: modelOf('other') })).toMatchObject({ texts: 3 })
        expect(performance.now() - begun).toBeLessThan(5_000)
        expect(await states()).toEqual(['retired', 'serving'])
        finish()
        await embed({ model: modelOf('other') })
        expect(await states()).toEqual(['cached', 'serving'])
      },
    )

    test('a prefix makes other vectors', async () => {
      await embed()
      await embed({ passagePrefix: 'passage: ' })
      expect(endpoint.texts.filter((text) => text.startsWith('passage: '))).toHaveLength(3)
      expect((await serving())?.id).toContain('passage: ')
    })
  })
}
