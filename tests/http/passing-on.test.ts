import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTimer } from '../../src/conversations/index.ts'
import type { Database } from '../../src/db/index.ts'
import type {
  Conversation,
  ConversationState,
  Problem,
  TurnPage,
} from '../../src/http/api-types.ts'
import { engines } from '../support/engines.ts'
import { openApp, readStream, type TestApp } from './support.ts'

const TURN = { seq: 1, speaker: 'customer', text: '充值两小时了还没到账' }
const as = (role: string) => ({ authorization: `Bearer demo-${role}` })

for (const engine of engines)
  describe(`dropped, opened again, passed on, ${engine.name}`, () => {
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
    const read = async (path: string) => (await (await api.get(path)).json()) as Conversation
    const idOf = (path: string) => path.split('/').at(-1)!
    const timerOf = (path: string) => db.read('app', (sql) => readTimer(sql, idOf(path)))
    async function state(answer: Response): Promise<ConversationState> {
      expect(answer.status).toBe(200)
      return (await answer.json()) as ConversationState
    }

    test('a lost line is to be called back, and waits for a reply again once it is back', async () => {
      const path = await api.open()
      await api.post(`${path}/turns`, TURN)
      await api.deps.live.idle()
      expect(await timerOf(path)).toMatchObject({ kind: 'reply-warning' })
      const dropped = await state(await api.post(`${path}/drop`, { reason: '网络断开' }))
      expect(dropped).toMatchObject({ status: 'dropped', closedAt: null })
      expect(await timerOf(path)).toMatchObject({ kind: 'call-back' })
      expect(await read(path)).toMatchObject({ status: 'dropped', droppedAt: dropped.droppedAt })
      expect(await state(await api.post(`${path}/drop`, {}))).toEqual(dropped)
      const late = { ...TURN, seq: 2, speaker: 'agent', text: '请稍等' }
      expect((await api.post(`${path}/turns`, late)).status).toBe(201)
      expect(await timerOf(path)).toMatchObject({ kind: 'call-back' })

      expect(await state(await api.post(`${path}/reopen`, {}))).toMatchObject({ status: 'open' })
      expect(await timerOf(path)).toMatchObject({ kind: 'idle-reminder' })
    })

    test('a request that is repeated under its key is done once', async () => {
      const path = await api.open()
      const key = { 'idempotency-key': crypto.randomUUID() }
      const first = await state(await api.post(`${path}/drop`, {}, key))
      await api.post(`${path}/reopen`, {})
      const again = await api.post(`${path}/drop`, {}, key)
      expect(again.headers.get('idempotency-replayed')).toBe('true')
      expect(await state(again)).toEqual(first)
      expect(await read(path)).toMatchObject({ status: 'open' })
    })

    test('it is passed on to an agent or a department of the desk, and everybody is told', async () => {
      const path = await api.open()
      const [department] = api.deps.desk.taxonomy.departments
      const to = { agent: '王芳', department: department!.id, reason: '涉及退款' }
      expect(await state(await api.post(`${path}/transfer`, to, as('agent')))).toMatchObject({
        ...{ status: 'open', agent: '王芳', department: department!.id },
      })
      const told = async (role: string) => {
        const stream = await api.get(`${path}/events`, as(role))
        return (await readStream(stream, (events) => events.length === 1))[0]
      }
      const data = { from: { agent: null, department: null }, to: { agent: '王芳' } }
      expect(await told('agent')).toMatchObject({
        kind: 'conversation-transferred',
        data: { ...data, by: 'agent', reason: '涉及退款' },
      })
      // Leads are told whose key it was.
      expect(await told('lead')).toMatchObject({ data: { ...data, by: 'agent:demo' } })
    })

    test('what cannot be is refused with what is allowed', async () => {
      const path = await api.open()
      const problem = async (answer: Response) => (await answer.json()) as Problem
      const unknown = await api.post(`${path}/transfer`, { department: 'no-such-place' })
      expect(await problem(unknown)).toMatchObject({
        status: 400,
        errors: [{ field: 'department' }],
        hint: expect.stringContaining(api.deps.desk.taxonomy.departments[0]!.id),
      })
      expect(await problem(await api.post(`${path}/transfer`, {}))).toMatchObject({ status: 400 })
      for (const change of ['drop', 'reopen', 'close'])
        expect((await api.post(`${path}/${change}`, { by: 'somebody' })).status).toBe(400)
      await api.post(`${path}/close`, {})
      for (const [change, body] of [
        ['drop', {}],
        ['transfer', { agent: '王芳' }],
      ] as const)
        expect(await problem(await api.post(`${path}/${change}`, body))).toMatchObject({
          ...{ status: 409, code: 'CONFLICT' },
          hint: expect.stringContaining('reopen'),
        })
      for (const change of ['drop', 'reopen', 'transfer'])
        expect(
          (
            await api.post(`/v1/conversations/c-none/${change}`, {
              ...(change === 'transfer' && { agent: 'x' }),
            })
          ).status,
        ).toBe(404)
    })

    test('turns are read in pages by seq, whatever order they came in', async () => {
      const path = await api.open()
      const turns = Array.from({ length: 25 }, (_, index) => ({ ...TURN, seq: index * 2 + 57 }))
      await api.post(`${path}/turns`, { turns: turns.slice(10) })
      await api.post(`${path}/turns`, { turns: turns.slice(0, 10) })
      const seen: number[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const query: string = cursor === '' ? '' : `&cursor=${cursor}`
        const page = (await (await api.get(`${path}/turns?limit=10${query}`)).json()) as TurnPage
        expect(page.turns.length).toBeLessThanOrEqual(10)
        seen.push(...page.turns.map(({ seq }) => seq))
        cursor = page.next
      }
      expect(seen).toEqual(turns.map(({ seq }) => seq))
      const latest = await read(`${path}?turns=3`)
      expect([latest.turnCount, latest.turns.map(({ seq }) => seq)]).toEqual([25, [101, 103, 105]])
      for (const bad of ['limit=0', 'limit=1001', 'cursor=!!', `cursor=${btoa('x')}`, 'page=2'])
        expect((await api.get(`${path}/turns?${bad}`)).status, bad).toBe(400)
    })
  })
