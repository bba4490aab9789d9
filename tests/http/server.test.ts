import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Conversation } from '../../src/http/api-types.ts'
import { asAdmin, serverUrl, urlOf } from '../support/server-engine.ts'
import {
  createServerWorld,
  post,
  type ServerProcess,
  type ServerWorld,
  SLOW_MS,
  waitUntilReady,
} from './server-process.ts'
import { readStream } from './support.ts'

let world: ServerWorld
beforeAll(async () => {
  world = await createServerWorld()
})
afterEach(() => world.killAll())
afterAll(() => world.remove())

const turn = (seq: number) => ({ seq, speaker: 'customer', text: '充值两小时了还没到账' })

async function openConversation(url: string): Promise<string> {
  return (await post<Conversation>(`${url}/v1/conversations`, {}))!.id
}

async function kill(server: ServerProcess): Promise<void> {
  server.child.kill('SIGKILL')
  await server.exit
}

describe('the server process', () => {
  test('answers from the knowledge folder, tells its listeners, and stops when asked', {
    timeout: SLOW_MS,
  }, async () => {
    const server = world.start()
    const url = await server.url()
    await waitUntilReady(url)
    expect(server.output()).toContain('播放示例对话')
    const id = await openConversation(url)
    const stream = await fetch(`${url}/v1/conversations/${id}/events`)
    const seen = readStream(stream, (events) => events.at(-1)?.kind === 'suggestion-ready')
    await post(`${url}/v1/conversations/${id}/turns`, turn(1))
    expect((await seen).at(-1)?.data).toMatchObject({ outcome: 'answer', forTurn: 1 })

    const open = await fetch(`${url}/v1/conversations/${id}/events`)
    const rest = readStream(open, () => false)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
    // Beside them the class may be told, whenever it is known.
    expect((await rest).filter(({ kind }) => kind !== 'class-changed')).toHaveLength(3)
  })

  test('a turn that was acknowledged before kill -9 is there and answered after the next start', {
    timeout: SLOW_MS,
  }, async () => {
    const first = world.start()
    const url = await first.url()
    const id = await openConversation(url)
    await post(`${url}/v1/conversations/${id}/turns`, turn(1))
    await kill(first)

    const again = await world.start().url()
    const stream = await fetch(`${again}/v1/conversations/${id}/events`)
    const events = await readStream(stream, (list) => list.at(-1)?.kind === 'suggestion-ready')
    expect(events.map((event) => event.id)).toEqual(events.map((_, i) => i + 1))
    expect(events.filter(({ kind }) => kind !== 'class-changed')).toHaveLength(3)
  })

  test('a second start on the same folder joins the first one', {
    timeout: SLOW_MS,
  }, async () => {
    const servers = [world.start(), world.start()]
    const urls = await Promise.all(servers.map((server) => server.url()))
    const id = await openConversation(urls[0]!)
    const stream = await fetch(`${urls[1]}/v1/conversations/${id}/events`)
    const seen = readStream(stream, (events) => events.length === 2)
    await post(`${urls[0]}/v1/conversations/${id}/turns`, turn(1))
    expect((await seen).map((event) => event.kind)).toEqual(['turn-added', 'stage-changed'])
  })

  test('a port that is taken is named, with what to do', { timeout: SLOW_MS }, async () => {
    const { port } = new URL(await world.start().url())
    const second = world.start({ SIDECUE_PORT: port })
    expect(await second.exit).toBe(2)
    expect(second.output()).toContain(`Port ${port} on 127.0.0.1 is in use`)
    expect(second.output()).toContain('--port')
  })

  test('without keys it listens on no other address, and wrong settings are told together', {
    timeout: SLOW_MS,
  }, async () => {
    const open = world.start({ SIDECUE_HOST: '0.0.0.0' })
    expect(await open.exit).toBe(2)
    expect(open.output()).toContain('SIDECUE_KEYS')
    const wrong = world.start({ SIDECUE_PORT: 'x', DATABASE_URL: 'mysql://h/d' })
    expect(await wrong.exit).toBe(2)
    expect(wrong.output()).toContain('DATABASE_URL')
    expect(wrong.output()).toContain('SIDECUE_PORT')
  })
})

describe.skipIf(serverUrl === undefined)('server processes on one PostgreSQL', () => {
  const database = `sidecue_test_${crypto.randomUUID().replaceAll('-', '')}`
  beforeAll(() => asAdmin((admin) => admin.unsafe(`create database ${database}`)))
  afterAll(async () => {
    await world.killAll()
    await asAdmin((admin) => admin.unsafe(`drop database if exists ${database} with (force)`))
  })

  test('one takes a turn and dies, the other tells its listeners and answers it, once', {
    timeout: SLOW_MS,
  }, async () => {
    const env = { DATABASE_URL: urlOf(database) }
    const [first, second] = [world.start(env), world.start(env)]
    const urls = await Promise.all([first.url(), second.url()])
    await Promise.all(urls.map(waitUntilReady))
    const id = await openConversation(urls[0]!)
    const stream = await fetch(`${urls[1]}/v1/conversations/${id}/events`)
    const seen = readStream(stream, (events) => events.at(-1)?.kind === 'suggestion-ready')
    await post(`${urls[0]}/v1/conversations/${id}/turns`, turn(1))
    await kill(first)
    const events = await seen
    expect(events.map((event) => Number(event.id))).toEqual(events.map((_, i) => i + 1))
    // Its class is told too, before or after.
    const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'class-changed')
    expect(kinds).toEqual(['turn-added', 'stage-changed', 'suggestion-ready'])
    second.child.kill('SIGTERM')
    expect(await second.exit).toBe(0)
  })
})
