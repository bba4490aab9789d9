import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type { Conversation } from '../../src/http/api-types.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { openApp, type TestApp } from './support.ts'

let db: Database
let api: TestApp
let path: string
beforeAll(async () => {
  db = await openEmbedded()
  api = await openApp(db)
  path = await api.open()
})
afterAll(async () => {
  await api.close()
  await db.close()
})

/** Every answer to a client's mistake is a problem document with a code; the server never breaks. */
async function expectSane(response: Response): Promise<void> {
  // A place that exists opens the stream of events, which does not end.
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return
  }
  const text = await response.text()
  expect([response.status, text]).toSatisfy(() => response.status < 500)
  if (response.status < 400) return
  expect(JSON.parse(text)).toMatchObject({
    code: expect.stringMatching(/^[A-Z_]+$/u),
    detail: expect.stringMatching(/./u),
    requestId: response.headers.get('x-request-id'),
  })
}

const almostTurn = fc.record(
  {
    seq: fc.oneof(fc.integer(), fc.double(), fc.string(), fc.constant(null)),
    speaker: fc.oneof(fc.constantFrom('customer', 'agent', 'system'), fc.string()),
    text: fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.integer()),
    final: fc.oneof(fc.boolean(), fc.constant('true')),
    rev: fc.oneof(fc.nat(), fc.integer()),
    at: fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom('0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-11-21T10:00:00'),
    ),
  },
  { requiredKeys: [] },
)

describe('whatever a client sends', () => {
  test('any JSON to any write is answered with 2xx or a problem', async () => {
    const bodies = fc.oneof(fc.jsonValue(), almostTurn, fc.record({ turns: fc.array(almostTurn) }))
    const addresses = fc.constantFrom(
      '/v1/conversations',
      `${path}/turns`,
      `${path}/close-not`,
      '/v1/suggest',
      '/v1/check',
      '/v1/suggestions/s-1/feedback',
    )
    await fc.assert(
      fc.asyncProperty(addresses, bodies, async (address, body) => {
        await expectSane(await api.post(address, body))
      }),
      { numRuns: 300 },
    )
  })

  test('any bytes as a body are answered with a problem, or taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 60 }), async (bytes) => {
        await expectSane(await api.post(`${path}/turns`, bytes))
      }),
    )
  })

  test('any id, query and header is answered with 2xx or a problem', async () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(word, word, fc.string({ maxLength: 20 }), async (id, value, header) => {
        const safe = encodeURIComponent(id.toWellFormed())
        const query = encodeURIComponent(value.toWellFormed())
        const key = { 'idempotency-key': header.replace(/[^\x20-\x7e]/gu, '') }
        for (const address of [`/v1/articles/${safe}`, `/v1/conversations/${safe}`])
          await expectSane(await api.get(address))
        await expectSane(await api.get(`/v1/search?q=${query}&top=3`))
        await expectSane(await api.get(`/v1/articles?cursor=${query}`))
        await expectSane(await api.get(`${path}/events?after=${query}`))
        await expectSane(await api.post(`/v1/conversations/${safe}/turns`, {}, key))
      }),
      { numRuns: 60, examples: [['a', '0', '']] },
    )
  })

  test('a field named like a part of every object is an unknown field', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const body = `{"seq":9,"speaker":"customer","text":"a","${name}":{"x":1}}`
      expect([name, (await api.post(`${path}/turns`, body)).status]).toEqual([name, 400])
    }
  })

  test('characters that look like nothing are kept as they were said', async () => {
    const own = await api.open()
    const text = '\u0001\u200b\u202e退\u{e0041}款\t\n\ufeff💰'
    await api.post(`${own}/turns`, { seq: 1, speaker: 'customer', text })
    const read = (await (await api.get(own)).json()) as Conversation
    expect(read.turns[0]?.text).toBe(text)
  })
})
