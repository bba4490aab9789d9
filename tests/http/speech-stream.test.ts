import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type { Conversation, NewTurn, Problem } from '../../src/http/api-types.ts'
import { readAccess } from '../../src/http/callers.ts'
import { type Listening, listen } from '../../src/http/serve.ts'
import { MAX_FRAME_BYTES, MAX_READ_BYTES } from '../../src/http/speech/limits.ts'
import { engines } from '../support/engines.ts'
import {
  acksOf,
  connect,
  errorsOf,
  eventsOf,
  type Refused,
  type SpeechClient,
} from './speech-client.ts'
import { openApp, type TestApp } from './support.ts'

const LINE = { seq: 1, speaker: 'customer', text: '充值两小时了还没到账' } as const
const turn = (more: Partial<NewTurn> & { seq: number }): NewTurn => ({ ...LINE, ...more })

for (const engine of engines)
  describe(`turns and events over a WebSocket, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    let server: Listening
    beforeAll(async () => {
      db = await engine.open()
      api = await openApp(db)
      server = await listen(api.deps, { host: '127.0.0.1', port: 0 })
    })
    const open: SpeechClient[] = []
    afterEach(() => {
      for (const { socket } of open.splice(0)) socket.terminate()
    })
    afterAll(async () => {
      await api.close()
      await server.stop()
      await db.close()
    })
    async function follow(path: string, more: Parameters<typeof connect>[1] = {}) {
      const client = await connect(`${server.url}${path}`, more)
      open.push(client)
      return client
    }
    const read = async (path: string) => (await (await api.get(path)).json()) as Conversation

    test('partial results become a final one, each is acknowledged, and the suggestion comes back', async () => {
      const path = await api.open()
      const client = await follow(`${path}/stream`)
      client.send({ type: 'turn', turn: turn({ seq: 1, text: '充值', final: false }), ref: 'a' })
      await client.until((frames) => acksOf(frames).length === 1)
      client.send({ type: 'turn', turn: turn({ seq: 1, text: '充值两', final: false, rev: 1 }) })
      client.send({ type: 'turn', turn: turn({ seq: 1, rev: 2 }), ref: 'c' })
      client.send({ type: 'turn', turn: turn({ seq: 1, text: '冲', final: false, rev: 9 }) })
      await client.until((frames) => acksOf(frames).length === 4)
      expect(acksOf(client.frames).map(({ ref, turns }) => ({ ref, turns }))).toEqual([
        { ref: 'a', turns: [{ seq: 1, rev: 0, status: 'added' }] },
        { ref: undefined, turns: [{ seq: 1, rev: 1, status: 'revised' }] },
        { ref: 'c', turns: [{ seq: 1, rev: 2, status: 'revised' }] },
        { ref: undefined, turns: [{ seq: 1, rev: 9, status: 'outdated' }] },
      ])
      const told = await client.until((frames) =>
        eventsOf(frames).find(({ kind }) => kind === 'suggestion-ready'),
      )
      expect(told.data).toMatchObject({ forTurn: 1, text: `您问：${LINE.text}` })
      expect(client.frames[0]).toEqual({
        type: 'ready',
        conversation: path.split('/').at(-1),
        after: 0,
        lastEventId: 0,
      })
      const ids = eventsOf(client.frames).map(({ id }) => id)
      expect(ids).toEqual(ids.map((_, index) => index + 1))
      expect((await read(path)).turns).toMatchObject([{ seq: 1, rev: 2, text: LINE.text }])
    })

    test('whoever comes back with the last event gets what is left, once, and loses no turn', async () => {
      const path = await api.open()
      const first = await follow(`${path}/stream`)
      for (let seq = 1; seq <= 4; seq++)
        first.send({ type: 'turn', turn: turn({ seq, text: `${seq}` }) })
      await first.until((frames) => acksOf(frames).length === 4)
      await api.deps.live.idle()
      const total = (await read(path)).lastEventId
      const all = await first.until((frames) => {
        const events = eventsOf(frames)
        return events.length === total && events
      })
      for (let last = 0; last < total; last++) {
        const resumed =
          last % 2 === 0
            ? await follow(`${path}/stream?after=${last}`)
            : await follow(`${path}/stream`, { headers: { 'last-event-id': String(last) } })
        const rest = await resumed.until((frames) => {
          const events = eventsOf(frames)
          return events.at(-1)?.id === total && events
        })
        expect(rest).toEqual(all.slice(last))
        resumed.socket.terminate()
      }
      const later = follow(`${path}/stream?after=${total + 1}`)
      await expect(later).rejects.toMatchObject({ status: 400 })
    })

    test('a frame that is wrong is answered with what is wrong, and harms no other', async () => {
      const path = await api.open()
      const client = await follow(`${path}/stream`)
      client.send({ type: 'turn', turn: turn({ seq: 1 }) })
      const secret = 'SECRET-4711'
      const good = JSON.stringify({ type: 'turn', turn: turn({ seq: 9 }) })
      const wrong: [string | Buffer, string, string | undefined][] = [
        [`{"type":"turn","turn":{"text":"${secret}`, 'BAD_REQUEST', undefined],
        ['', 'BAD_REQUEST', undefined],
        ['null', 'BAD_REQUEST', '(body)'],
        [`{"type":"${secret}","ref":"x"}`, 'BAD_REQUEST', 'type'],
        [good.replace('{"seq"', `{"${secret}":1,"seq"`), 'BAD_REQUEST', `turn.${secret}`],
        [good.replace('}}', `},"extra":1}`), 'BAD_REQUEST', 'extra'],
        [good.replace('customer', secret), 'BAD_REQUEST', 'turn.speaker'],
        [good.replace('"seq":9', '"seq":0'), 'BAD_REQUEST', 'turn.seq'],
        [good.replace(LINE.text, '\\u0000'), 'BAD_REQUEST', 'turn.text'],
        [good.replace(LINE.text, '\\ud800'), 'BAD_REQUEST', 'turn.text'],
        [good.replace(LINE.text, '长'.repeat(8_001)), 'TOO_LONG', 'turn.text'],
        [
          JSON.stringify({ type: 'turns', turns: [turn({ seq: 9 }), turn({ seq: 8 })] }),
          'BAD_REQUEST',
          'turns.1.seq',
        ],
        [JSON.stringify({ type: 'turns', turns: [] }), 'BAD_REQUEST', 'turns'],
        [good.replace('"seq":9', '"seq":1').replace(LINE.text, secret), 'CONFLICT', undefined],
        [good.replace('"seq":9', '"seq":1').replace('customer', 'agent'), 'CONFLICT', undefined],
        [Buffer.from([1, 2, 3]), 'BAD_REQUEST', undefined],
        [good.padEnd(MAX_READ_BYTES + 1), 'TOO_LARGE', undefined],
      ]
      for (const [index, [frame, code, field]] of wrong.entries()) {
        client.send(frame)
        const found = await client.until((frames) => errorsOf(frames)[index])
        expect(found, String(frame).slice(0, 90)).toMatchObject({ code })
        expect(found.detail).toMatch(/./u)
        expect(found.errors?.[0]?.field).toBe(field)
        if (field === 'type') expect(found.detail).toContain('turn, turns or ping')
        if (!field?.includes(secret)) expect(JSON.stringify(found)).not.toContain(secret)
      }
      client.send({ type: 'turn', turn: turn({ seq: 2 }), ref: 'after' })
      await client.until((frames) => acksOf(frames).some(({ ref }) => ref === 'after'))
      expect((await read(path)).turns.map(({ seq }) => seq)).toEqual([1, 2])
    })

    test('one turn in conflict keeps none of those sent with it from being stored', async () => {
      const path = await api.open()
      const client = await follow(`${path}/stream`)
      client.send({ type: 'turn', turn: turn({ seq: 1 }), ref: '1' })
      client.send({ type: 'turn', turn: turn({ seq: 1, text: '别的话' }), ref: '2' })
      client.send({ type: 'turn', turn: turn({ seq: 3 }), ref: '3' })
      client.send({ type: 'turns', turns: [turn({ seq: 2 })], ref: '4' })
      await client.until((frames) => acksOf(frames).length + errorsOf(frames).length === 4)
      expect(acksOf(client.frames).map(({ ref }) => ref)).toEqual(['1', '3', '4'])
      expect(errorsOf(client.frames)).toMatchObject([{ ref: '2', code: 'CONFLICT' }])
      expect((await read(path)).turns.map(({ text }) => text)).toEqual(
        [1, 2, 3].map(() => LINE.text),
      )
    })

    test('nine hundred frames at once are all taken, in order; a frame takes up to 300 turns', async () => {
      const path = await api.open()
      const client = await follow(`${path}/stream`)
      for (let seq = 1; seq <= 900; seq++)
        client.send({ type: 'turn', turn: turn({ seq, text: `${seq}` }), ref: `${seq}` })
      const many = Array.from({ length: 300 }, (_, index) => turn({ seq: 901 + index }))
      client.send({ type: 'turns', turns: many, ref: 'many' })
      await client.until((frames) => acksOf(frames).length === 901)
      expect(acksOf(client.frames).map(({ ref }) => ref)).toEqual([
        ...Array.from({ length: 900 }, (_, index) => `${index + 1}`),
        'many',
      ])
      const { turns } = await read(path)
      expect(turns.map(({ seq }) => seq)).toEqual(turns.map((_, index) => index + 1))
      expect(turns).toHaveLength(1_200)
      const events = await client.until((frames) => {
        const all = eventsOf(frames)
        return all.filter(({ kind }) => kind === 'turn-added').length === 1_200 && all
      })
      expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1))
    }, 30_000)

    test('too many frames end the connection, and what was acknowledged stays', async () => {
      const path = await api.open()
      for (const [frame, times] of [
        [JSON.stringify({ type: 'ping' }), 1_500],
        ['{broken', 80],
      ] as const) {
        const client = await follow(`${path}/stream`)
        client.send({ type: 'turn', turn: turn({ seq: 1 }) })
        await client.until((frames) => acksOf(frames).length === 1)
        for (let count = 0; count < times; count++) client.send(frame)
        expect(await client.closed).toEqual({ code: 1008, reason: 'too many frames' })
        expect(errorsOf(client.frames).at(-1)).toMatchObject({ code: 'RATE_LIMITED' })
      }
      expect((await read(path)).turns).toHaveLength(1)
    })

    test('a frame of a megabyte ends the connection before it is read', async () => {
      const path = await api.open()
      for (const bytes of [MAX_FRAME_BYTES + 1, 1_000_000, 5_000_000]) {
        const client = await follow(`${path}/stream`)
        client.send('x'.repeat(bytes))
        expect((await client.closed).code).toBe(1009)
      }
      const broken = await follow(`${path}/stream`)
      broken.socket.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false })
      expect((await broken.closed).code).toBe(1007)
      expect((await read(path)).turns).toEqual([])
    })

    test('a closed conversation says so and takes turns again once it is opened', async () => {
      const path = await api.open()
      const client = await follow(`${path}/stream`)
      await api.post(`${path}/close`, {})
      client.send({ type: 'turn', turn: turn({ seq: 1 }) })
      const refused = await client.until((frames) => errorsOf(frames)[0])
      expect(refused).toMatchObject({ code: 'CONFLICT', hint: expect.stringContaining('reopen') })
      await api.post(`${path}/reopen`, {})
      client.send({ type: 'turn', turn: turn({ seq: 1 }) })
      await client.until((frames) => acksOf(frames)[0])
      const kinds = await client.until((frames) => {
        const told = eventsOf(frames).map(({ kind }) => kind)
        return told.includes('turn-added') && told
      })
      expect(kinds.slice(0, 2)).toEqual(['conversation-closed', 'conversation-reopened'])
    })

    test('without an upgrade the address says what it speaks', async () => {
      const path = await api.open()
      const answer = await fetch(`${server.url}${path}/stream`)
      expect([answer.status, await answer.json()]).toMatchObject([
        426,
        { code: 'UPGRADE_REQUIRED', hint: expect.stringContaining('sidecue.v1') },
      ])
      const other = await fetch(`${server.url}/health`, {
        headers: { upgrade: 'h2c', connection: 'upgrade' },
      }).catch(() => fetch(`${server.url}/health`))
      expect(other.status).toBe(200)
    })
  })

describe('who may open a WebSocket', () => {
  let db: Database
  let api: TestApp
  let server: Listening
  const logged: string[] = []
  const KEYS = { agent: 'agent-key-1+/=', one: 'service-key-one', two: 'service-key-two' }
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
  const asProtocol = (key: string) => `sidecue.key.${Buffer.from(key).toString('base64url')}`
  beforeAll(async () => {
    db = await engines[0]!.open()
    api = await openApp(db, {
      access: readAccess(`agent:${KEYS.agent},service:${KEYS.one},service:${KEYS.two}`),
      log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    })
    server = await listen(api.deps, { host: '127.0.0.1', port: 0 })
  })
  afterAll(async () => {
    await api.close()
    await server.stop()
    await db.close()
  })
  async function attempt(path: string, more: Parameters<typeof connect>[1]) {
    try {
      const client = await connect(`${server.url}${path}`, more)
      await client.until((frames) => frames[0])
      const { protocol } = client.socket
      client.socket.close()
      return { status: 101, protocol }
    } catch (error) {
      const { status, body } = error as Refused
      const { code, detail } = JSON.parse(body) as Problem
      return { status, code, detail }
    }
  }

  test('the key comes by header or as a protocol, is never chosen, and is in no log', async () => {
    const path = `${await api.open(bearer(KEYS.one))}/stream`
    const taken = { status: 101, protocol: 'sidecue.v1' }
    const offered = ['sidecue.v1', asProtocol(KEYS.agent)]
    expect(await attempt(path, { headers: bearer(KEYS.one) })).toEqual(taken)
    expect(await attempt(path, { protocols: offered })).toEqual(taken)
    expect(await attempt(path, { protocols: offered.toReversed() })).toEqual(taken)
    for (const protocols of [['sidecue.v1'], ['sidecue.v1', asProtocol('wrong-key-1234')]])
      expect(await attempt(path, { protocols })).toMatchObject({
        status: 401,
        code: 'UNAUTHENTICATED',
      })
    expect(await attempt(path, { headers: bearer('wrong-key-1234') })).toMatchObject({
      status: 401,
    })
    expect(await attempt(`${path}?key=${KEYS.agent}`, {})).toMatchObject({ status: 401 })
    const text = logged.join('\n')
    expect(logged.length).toBeGreaterThan(4)
    for (const key of Object.values(KEYS)) {
      expect(text).not.toContain(key)
      expect(text).not.toContain(Buffer.from(key).toString('base64url'))
    }
  })

  test("another service's conversation is as unknown as one that never was", async () => {
    const path = await api.open(bearer(KEYS.one))
    const hidden = await attempt(`${path}/stream`, { headers: bearer(KEYS.two) })
    expect(hidden).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(await attempt('/v1/conversations/c-none/stream', { headers: bearer(KEYS.two) })).toEqual(
      hidden,
    )
  })

  test('a page of another origin opens none, one of ours does', async () => {
    const path = `${await api.open(bearer(KEYS.one))}/stream`
    const from = (headers: Record<string, string>) =>
      attempt(path, { headers: { ...bearer(KEYS.one), ...headers } })
    expect(await from({ origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    expect(await from({ origin: 'null' })).toMatchObject({ status: 403 })
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 })
    expect(await from({ origin: server.url })).toMatchObject({ status: 101 })
  })
})
