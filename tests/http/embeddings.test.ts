import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readAccess } from '../../src/http/callers.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const KEYS = {
  agent: { authorization: 'Bearer agent-key-1' },
  other: { authorization: 'Bearer agent-key-2' },
  lead: { authorization: 'Bearer lead-key-1' },
  service: { authorization: 'Bearer service-key' },
}
const access = readAccess('agent:agent-key-1,agent:agent-key-2,lead:lead-key-1,service:service-key')

for (const engine of engines) {
  describe(`conversations of a help desk, ${engine.name}`, () => {
    let db: Awaited<ReturnType<typeof engine.open>>
    let api: TestApp
    beforeAll(async () => {
      db = await engine.open()
      api = await openApp(db, { access })
    })
    afterAll(async () => {
      await api?.close()
      await db?.close()
    })

    type Opened = { status: number; conversation?: string; isNew?: boolean }
    async function open(body: object, key: keyof typeof KEYS = 'agent'): Promise<Opened> {
      const answer = await api.post('/v1/embeddings', body, KEYS[key])
      return { status: answer.status, ...((await answer.json()) as object) }
    }

    test('the same reference of the same host is one conversation, whoever asks, and at once', async () => {
      const asked = { host: 'https://desk.example.com', ref: '1042' }
      const answers = await Promise.all([
        open(asked),
        open(asked, 'other'),
        open(asked, 'lead'),
        open(asked),
      ])
      const ids = new Set(answers.map(({ conversation }) => conversation))
      expect(ids.size).toBe(1)
      expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
      const count = await db.read(
        'app',
        (sql) => sql`select count(*)::int as n from app.conversation`,
      )
      expect(count[0]).toEqual({ n: 1 })
      const elsewhere = await open({ ...asked, host: 'https://other.example.com' })
      expect(ids.has(elsewhere.conversation)).toBe(false)
    })

    test('with its conversation the reference goes, and the next one is new', async () => {
      const asked = { host: 'https://desk.example.com', ref: 'gone', channel: 'email', lang: 'en' }
      const { conversation } = await open(asked)
      const removed = await api.app.request(`/v1/conversations/${conversation}`, {
        method: 'DELETE',
        headers: KEYS.lead,
      })
      expect(removed.status).toBe(204)
      const again = await open(asked)
      expect(again).toMatchObject({ status: 200, isNew: true })
      expect(again.conversation).not.toBe(conversation)
    })

    test('what a page says of people is no field, programs have their own way, and a wrong host is named', async () => {
      const asked = { host: 'https://desk.example.com', ref: 'x' }
      expect(await open({ ...asked, role: 'lead' })).toMatchObject({ status: 400 })
      expect(await open({ ...asked, openedBy: 'lead:x' })).toMatchObject({ status: 400 })
      expect(await open(asked, 'service')).toMatchObject({ status: 403, code: 'FORBIDDEN' })
      expect((await api.post('/v1/embeddings', asked)).status).toBe(401)
      for (const host of ['desk.example.com', 'https://desk.example.com/a', 'null', ''])
        expect(await open({ ...asked, host })).toMatchObject({
          status: 400,
          errors: [{ field: 'host' }],
        })
    })
  })
}
