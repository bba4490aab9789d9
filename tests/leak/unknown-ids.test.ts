import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Folder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { idOf, makeCanaryFolder } from './canary-folder.ts'
import { STATES } from './states.ts'
import { as, openWorld, type World, wholeAnswer } from './world.ts'

const CALLERS = ['service', 'agent', 'lead', 'editor'] as const
const hiddenArticles = STATES.filter((one) => one.readers.length === 0 && !one.block)
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

for (const engine of engines) {
  describe(`what is hidden answers like what never was, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    beforeAll(async () => {
      folder = makeCanaryFolder()
      world = await openWorld(engine, folder)
    }, 180_000)
    afterAll(async () => {
      await world.close()
      folder.discard()
    })

    /** The whole answer, its length included; only the request's own id is made alike. */
    async function answerTo(
      role: string,
      method: string,
      path: string,
      body?: unknown,
    ): Promise<string> {
      const headers = { 'content-type': 'application/json', ...as(role) }
      const init =
        body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
      const response = await world.api.app.request(path, init)
      const requestId = response.headers.get('x-request-id') ?? 'none'
      const answer = await wholeAnswer(response)
      return `${answer.length} ${answer.replaceAll(requestId, 'r')}`
    }

    test.each(CALLERS)('an article, to a caller that is %s, byte for byte', async (role) => {
      let hidden = 0
      for (const state of STATES) {
        const readers = state.block && !state.isFaulty ? state.block.hostReaders : state.readers
        if (readers.includes(role)) continue
        hidden++
        for (const method of METHODS) {
          const unknown = await answerTo(role, method, '/v1/articles/zuzuzuzuzuzu')
          expect(
            await answerTo(role, method, `/v1/articles/${idOf(state, 'en')}`),
            state.name,
          ).toBe(unknown)
        }
      }
      expect(hidden).toBeGreaterThan(9)
    })

    test('a list beginning at a hidden id, and one beginning at an id that never was', async () => {
      for (const state of hiddenArticles) {
        const id = idOf(state, 'zh-Hans')
        const from = (text: string) =>
          `/v1/articles?cursor=${Buffer.from(text).toString('base64url')}`
        const near = `${id.slice(0, -1)}${id.endsWith('a') ? 'aa' : 'a'}`
        expect(await answerTo('agent', 'GET', from(id)), state.name).toBe(
          await answerTo('agent', 'GET', from(near)),
        )
      }
    })

    test('a filter by a hidden module, language or tag counts nothing', async () => {
      for (const state of hiddenArticles) {
        for (const word of [state.subject.en, `${state.name}-en`]) {
          expect(await answerTo('agent', 'GET', `/v1/articles?module=${word}`)).toBe(
            await answerTo('agent', 'GET', '/v1/articles?module=zuzuzuzu'),
          )
        }
      }
    })

    test("a conversation of another service's, its suggestions and all that can be asked of them", async () => {
      const opened = await world.api.open(as('agent'))
      const turn = { seq: 1, speaker: 'customer', text: '月岚祭有什么规则' }
      await world.api.post(`${opened}/turns`, turn, as('agent'))
      await world.api.deps.live.idle()
      const kept = (await (await world.api.get(opened, as('agent'))).json()) as {
        suggestions: { id: string }[]
      }
      const suggestion = kept.suggestions[0]!.id
      type Alike = [string, (id: string) => string, string, string, unknown?]
      const alike: Alike[] = [
        ['GET', (id) => `/v1/conversations/${id}`, opened.split('/').at(-1)!, 'c-0000000000000000'],
        [
          'GET',
          (id) => `/v1/conversations/${id}/events`,
          opened.split('/').at(-1)!,
          'c-0000000000000000',
        ],
        [
          'GET',
          (id) => `/v1/conversations/${id}/events?after=9999`,
          opened.split('/').at(-1)!,
          'c-0',
        ],
        ['POST', (id) => `/v1/conversations/${id}/turns`, opened.split('/').at(-1)!, 'c-0', turn],
        ['GET', (id) => `/v1/conversations/${id}/turns`, opened.split('/').at(-1)!, 'c-0'],
        ['GET', (id) => `/v1/conversations/${id}/stream`, opened.split('/').at(-1)!, 'c-0'],
        ...(['close', 'drop', 'reopen'] as const).map(
          (change): Alike => [
            'POST',
            (id) => `/v1/conversations/${id}/${change}`,
            opened.split('/').at(-1)!,
            'c-0',
            {},
          ],
        ),
        [
          'POST',
          (id) => `/v1/conversations/${id}/transfer`,
          opened.split('/').at(-1)!,
          'c-0',
          { agent: 'x' },
        ],
        [
          'POST',
          (id) => `/v1/suggestions/${id}/feedback`,
          suggestion,
          's-0',
          { verdict: 'helpful' },
        ],
      ]
      for (const [method, path, hidden, unknown, body] of alike) {
        const answer = await answerTo('service', method, path(hidden), body)
        expect(answer).toMatch(/^\d+ 404/)
        expect(answer).toBe(await answerTo('service', method, path(unknown), body))
      }
      const check = (conversation: string) =>
        answerTo('service', 'POST', '/v1/check', { text: '您好', conversation })
      expect(await check(opened.split('/').at(-1)!)).toBe(await check('c-0'))
    })
  })
}
