import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Suggestion } from '../../src/compose/types.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { as, openWorld, type World } from './world.ts'

/**
 * Leaks that were reproduced in other systems, tried on the whole program. How the index itself withstands L3 to
 * L6, L9 and L10 is tested in tests/indexing/peers-regressions.test.ts.
 */
for (const engine of engines) {
  describe(`leaks of other systems, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    beforeAll(async () => {
      folder = makeFolder()
      folder.write('open.md', article('open', '\n月岚祭每年三月举行。\n', { title: '月岚祭' }))
      folder.write('agent.md', article('agent', '\n月岚祭先查订单。\n', { audience: 'agent' }))
      folder.write(
        'roster.md',
        article('roster', '\n月岚祭值班人宗政岳。\n', { audience: 'internal' }),
      )
      folder.write(
        'moving.md',
        article('moving', '\n青萝会门票六十元。\n', { title: '青萝会', owner: '支付知识组' }),
      )
      world = await openWorld(engine, folder)
    }, 60_000)
    afterAll(async () => {
      await world.close()
      folder.discard()
    })

    const found = async (text: string, role: string): Promise<string[]> => {
      const answer = await world.api.get(`/v1/search?q=${encodeURIComponent(text)}`, as(role))
      const { results } = (await answer.json()) as { results: { article: string }[] }
      return [...new Set(results.map((one) => one.article))].sort()
    }
    const told = async (text: string): Promise<Suggestion> => {
      const turns = [{ seq: 1, speaker: 'customer', text }]
      const answer = await world.api.post('/v1/suggest', { id: 'c-1', turns }, as('agent'))
      return (await answer.json()) as Suggestion
    }

    test('L1: who may read is fixed by the role; a filter can only narrow, and an empty one is not none', async () => {
      const query = { text: '月岚祭', context: [], lang: 'zh-Hans' as const }
      const ids = async (
        role: 'customer' | 'agent',
        audiences?: ('customer' | 'agent' | 'internal')[],
      ) => {
        const options = audiences ? { top: 9, audiences } : { top: 9 }
        const { passages } = await retrieve(world.db, role, query, options)
        return passages.map((one) => one.articleId).sort()
      }
      expect(await ids('customer')).toEqual(['open'])
      expect(await ids('customer', ['internal', 'agent'])).toEqual([])
      expect(await ids('customer', ['internal', 'customer'])).toEqual(['open'])
      expect(await ids('agent', ['internal'])).toEqual([])
      expect(await ids('agent', ['agent'])).toEqual(['agent'])
      expect(await ids('agent', [])).toEqual([])
    })

    test('L2: what is not known in a request is an error, never dropped', async () => {
      const q = `q=${encodeURIComponent('月岚祭')}`
      for (const more of [
        'audience=internal',
        'as=lead',
        'visibility[eq]=public',
        'filter=%7B%7D',
        'role=lead',
      ])
        expect((await world.api.get(`/v1/search?${q}&${more}`)).status, more).toBe(400)
      for (const more of ['audience=internal', 'state=draft', 'as=lead'])
        expect((await world.api.get(`/v1/articles?${more}`)).status, more).toBe(400)
      const turns = [{ seq: 1, speaker: 'customer', text: '月岚祭值班人' }]
      for (const more of [
        { audience: 'internal' },
        { role: 'lead' },
        { as: 'lead' },
        { filter: {} },
      ])
        expect((await world.api.post('/v1/suggest', { turns, ...more })).status).toBe(400)
      expect(await found('月岚祭', 'service')).toEqual(['open'])
    })

    test('L3, L9: text that is narrowed or removed is gone from every answer with the next run', async () => {
      expect((await told('青萝会门票多少钱')).text).toContain('六十元')
      folder.write(
        'moving.md',
        article('moving', '\n青萝会门票六十元。\n', { title: '青萝会', audience: 'internal' }),
      )
      await world.index()
      expect(await found('青萝会门票', 'agent')).toEqual([])
      expect(JSON.stringify(await told('青萝会门票多少钱'))).not.toContain('六十元')
      folder.write('moving.md', article('moving', '\n青萝会门票七十元。\n', { title: '青萝会' }))
      await world.index()
      expect((await told('青萝会门票多少钱')).text).toContain('七十元')
      expect(JSON.stringify(await told('青萝会门票多少钱'))).not.toContain('六十元')
      folder.remove('moving.md')
      await world.index()
      expect(JSON.stringify(await told('青萝会门票多少钱'))).not.toContain('十元')
      expect((await world.api.get('/v1/articles/moving', as('lead'))).status).toBe(404)
    })

    test('L7: more readers than connections wait for each other and all get their answer', async () => {
      const many = Array.from({ length: 40 }, (_, n) => found('月岚祭', n % 2 ? 'lead' : 'service'))
      const answers = await Promise.all(many)
      expect(answers.every((ids, n) => ids.length === (n % 2 ? 3 : 1))).toBe(true)
    })

    test('L8: no filter is built of text, and what is not equal to something is not everything', async () => {
      for (const text of [
        "' or '1'='1",
        "x') union select * from internal.chunk --",
        '%',
        '*',
        'null',
        '\\',
      ]) {
        const list = await world.api.get(
          `/v1/articles?module=${encodeURIComponent(text)}`,
          as('agent'),
        )
        expect(await list.json(), text).toEqual({ articles: [], next: null })
        expect((await found(text, 'agent')).includes('roster'), text).toBe(false)
        expect(
          (await world.api.get(`/v1/articles/${encodeURIComponent(text)}`, as('agent'))).status,
        ).toBe(404)
      }
      expect((await world.api.get('/v1/articles?lang=!en')).status).toBe(400)
    })

    test('L10: what stands in the front matter is not found as text', async () => {
      for (const text of ['audience: internal', 'published', '支付知识组', 'zh-Hans'])
        expect(await found(text, 'lead'), text).toEqual([])
    })
  })
}
