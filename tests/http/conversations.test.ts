import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type { Conversation, Problem } from '../../src/http/api-types.ts'
import { readAccess } from '../../src/http/callers.ts'
import { engines } from '../support/engines.ts'
import { openApp, putLookUp, readStream, type TestApp } from './support.ts'

const TURN = { seq: 1, speaker: 'customer', text: '充值两小时了还没到账' }

for (const engine of engines)
  describe(`conversations over HTTP, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    beforeAll(async () => {
      db = await engine.open()
      api = await openApp(db)
    })
    afterAll(async () => {
      await api.close()
      await db.close()
    })

    async function problemOf(response: Promise<Response>): Promise<Problem> {
      const answer = await response
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      const problem = (await answer.json()) as Problem
      expect(problem.status).toBe(answer.status)
      expect(problem.requestId).toBe(answer.headers.get('x-request-id'))
      return problem
    }

    test('a conversation is opened, filled and read', async () => {
      const opened = await api.post('/v1/conversations', { channel: 'hotline', lang: 'zh-Hans' })
      expect(opened.status).toBe(201)
      const { id } = (await opened.json()) as Conversation
      const added = await api.post(`/v1/conversations/${id}/turns`, TURN)
      expect([added.status, await added.json()]).toMatchObject([
        201,
        { turns: [{ seq: 1, status: 'added' }], stage: 'listening' },
      ])
      await api.deps.live.idle()
      const read = (await (await api.get(`/v1/conversations/${id}`)).json()) as Conversation
      expect(read).toMatchObject({
        id,
        channel: 'hotline',
        status: 'open',
        stage: 'listening',
        turns: [{ seq: 1, text: TURN.text }],
        suggestions: [{ forTurn: 1, outcome: 'answer', feedback: null }],
        lastEventId: 3,
      })
    })

    test('one turn, a bare list and {turns} are taken alike; the same again is 200 and changes nothing', async () => {
      const path = await api.open()
      expect((await api.post(`${path}/turns`, TURN)).status).toBe(201)
      expect((await api.post(`${path}/turns`, [TURN])).status).toBe(200)
      const again = await api.post(`${path}/turns`, { turns: [TURN] })
      expect(await again.json()).toMatchObject({ turns: [{ seq: 1, status: 'unchanged' }] })
      const read = (await (await api.get(path)).json()) as Conversation
      expect(read.turns).toHaveLength(1)
    })

    test('other words for a stored turn are a conflict that says what to do', async () => {
      const path = await api.open()
      await api.post(`${path}/turns`, TURN)
      const problem = await problemOf(api.post(`${path}/turns`, { ...TURN, text: '别的话' }))
      expect(problem).toMatchObject({ status: 409, code: 'CONFLICT' })
      expect(problem.hint).toContain('rev')
    })

    test('an unknown conversation is 404 on every route, before anything is stored', async () => {
      for (const attempt of [
        api.get('/v1/conversations/c-none'),
        api.get('/v1/conversations/c-none/events'),
        api.post('/v1/conversations/c-none/turns', TURN),
        api.post('/v1/conversations/c-none/close', {}),
        api.post('/v1/suggestions/s-none/feedback', { verdict: 'helpful' }),
      ])
        expect(await problemOf(attempt)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    })

    test('a megabyte of text in one turn is 413, and nothing is cut off and stored', async () => {
      const path = await api.open()
      const problem = await problemOf(
        api.post(`${path}/turns`, { ...TURN, text: '长'.repeat(350_000) }),
      )
      expect(problem).toMatchObject({ status: 413, code: 'TOO_LONG' })
      expect(problem.errors?.[0]?.field).toBe('turns.0.text')
      const huge = '"'.padEnd(9 * 1024 * 1024, 'x')
      expect(await problemOf(api.post(`${path}/turns`, huge))).toMatchObject({ code: 'TOO_LARGE' })
      const read = (await (await api.get(path)).json()) as Conversation
      expect(read.turns).toEqual([])
    })

    test('301 turns at once are too many', async () => {
      const path = await api.open()
      const turns = Array.from({ length: 301 }, (_, index) => ({ ...TURN, seq: index + 1 }))
      expect((await api.post(`${path}/turns`, { turns })).status).toBe(413)
      expect((await api.post(`${path}/turns`, { turns: turns.slice(1) })).status).toBe(201)
    })

    test('what cannot be read is 400 with the field, and never repeats a value', async () => {
      const path = `${await api.open()}/turns`
      const secret = 'SECRET-4711'
      const cases: [unknown, string][] = [
        [`{"seq": 1, "text": "${secret}`, ''],
        [new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), ''],
        [`{"seq":1,"speaker":"customer","text":"${secret}\\u0000"}`, 'text'],
        [`{"seq":1,"speaker":"customer","text":"${secret}\\ud800"}`, 'text'],
        [{ ...TURN, secret }, 'turns.0.secret'],
        [{ ...TURN, speaker: secret }, 'turns.0.speaker'],
        [{ ...TURN, seq: secret }, 'turns.0.seq'],
        [{ ...TURN, at: secret }, 'turns.0.at'],
        [{ ...TURN, at: '2026-11-21T10:00:00' }, 'turns.0.at'],
        [{ turns: [] }, 'turns'],
        ['[['.repeat(40) + ']]'.repeat(40), '0.0.0'],
        ['null', '(body)'],
      ]
      for (const [body, field] of cases) {
        const answer = await api.post(path, body)
        const text = await answer.text()
        expect([answer.status, text]).toMatchObject([400, expect.not.stringContaining(secret)])
        const problem = JSON.parse(text) as Problem
        expect([problem.code, problem.errors?.[0]?.field ?? '']).toEqual(['BAD_REQUEST', field])
      }
    })

    test('a body that is not declared as JSON is refused, so that no form of another site gets in', async () => {
      const path = await api.open()
      const answer = api.post(`${path}/turns`, TURN, { 'content-type': 'text/plain' })
      expect(await problemOf(answer)).toMatchObject({ status: 400 })
    })

    test('a closed conversation takes no more turns', async () => {
      const path = await api.open()
      expect(await (await api.post(`${path}/close`, {})).json()).toMatchObject({ status: 'closed' })
      expect(await problemOf(api.post(`${path}/turns`, TURN))).toMatchObject({ status: 409 })
    })

    test('an Idempotency-Key makes a write happen once, also when two arrive together', async () => {
      const key = { 'idempotency-key': crypto.randomUUID() }
      const both = await Promise.all([
        api.post('/v1/conversations', { channel: 'chat' }, key),
        api.post('/v1/conversations', { channel: 'chat' }, key),
      ])
      const [one, two] = await Promise.all(both.map((answer) => answer.text()))
      expect(one).toBe(two)
      const other = api.post('/v1/conversations', { channel: 'email' }, key)
      expect(await problemOf(other)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_MISMATCH' })
    })

    test('a failed write leaves its Idempotency-Key free', async () => {
      const path = await api.open()
      const key = { 'idempotency-key': crypto.randomUUID() }
      const wrong = [{ ...TURN, seq: 2 }, TURN]
      expect((await api.post(`${path}/turns`, wrong, key)).status).toBe(400)
      expect((await api.post(`${path}/turns`, TURN, key)).status).toBe(201)
      const replayed = await api.post(`${path}/turns`, TURN, key)
      expect([replayed.status, replayed.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    })

    test('feedback is kept, with the reasons there are', async () => {
      const path = await api.open()
      await api.post(`${path}/turns`, TURN)
      await api.deps.live.idle()
      const { suggestions } = (await (await api.get(path)).json()) as Conversation
      const address = `/v1/suggestions/${suggestions[0]?.id}/feedback`
      const given = await api.post(address, { verdict: 'not-helpful', reason: 'wrong-article' })
      expect([given.status, await given.json()]).toMatchObject([201, { verdict: 'not-helpful' }])
      expect(await problemOf(api.post(address, { verdict: 'fine' }))).toMatchObject({
        status: 400,
        errors: [{ field: 'verdict' }],
      })
      const read = (await (await api.get(path)).json()) as Conversation
      expect(read.suggestions[0]?.feedback).toBe('not-helpful')
    })

    test('a service sees only what it opened, and no guidance', async () => {
      await putLookUp(db)
      const access = readAccess('service:key-of-one-crm,service:key-of-two-crm,agent:key-of-agent')
      const keyed = await openApp(db, { access })
      const one = { authorization: 'Bearer key-of-one-crm' }
      const two = { authorization: 'Bearer key-of-two-crm' }
      const agent = { authorization: 'Bearer key-of-agent' }
      const path = await keyed.open(one)
      await keyed.post(`${path}/turns`, TURN, one)
      await keyed.deps.live.idle()
      const seen = async (headers: Record<string, string>) => {
        const { suggestions } = (await (await keyed.get(path, headers)).json()) as Conversation
        return suggestions[0]?.guidance.length
      }
      expect([await seen(one), await seen(agent)]).toEqual([0, 1])
      expect((await keyed.get(path, two)).status).toBe(404)
      expect((await keyed.get(`${path}/events`, two)).status).toBe(404)
      const stream = await keyed.get(`${path}/events`, one)
      const events = await readStream(stream, (list) => list.length === 3)
      expect(events.at(-1)).toMatchObject({ kind: 'suggestion-ready', data: { guidance: [] } })
      await keyed.close()
    })
  })
