import { connect as connectSocket, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createEventHub } from '../../src/conversations/index.ts'
import type { Database } from '../../src/db/index.ts'
import type { Conversation } from '../../src/http/api-types.ts'
import { SLOW_READER_MS } from '../../src/http/event-stream.ts'
import { type Listening, listen } from '../../src/http/serve.ts'
import {
  ASK_MS,
  MOST_UNANSWERED,
  MOST_UNREAD_BYTES,
  SLOW_MS,
} from '../../src/http/speech/limits.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { type HandClock, handClock } from '../support/hand-clock.ts'
import { connect, eventsOf } from './speech-client.ts'
import { openApp, readStream, type TestApp } from './support.ts'

let db: Database
let api: TestApp
let server: Listening
let clock: HandClock
beforeAll(async () => {
  db = await openEmbedded()
  clock = handClock()
  api = await openApp(db, { clock })
  server = await listen(api.deps, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await api.close()
  await server.stop()
  await db.close()
})

/** More than the network between two processes holds: some 20 MB. */
const BATCHES = 4
async function fill(path: string): Promise<number> {
  for (let batch = 0; batch < BATCHES; batch++) {
    const turns = Array.from({ length: 280 }, (_, index) => ({
      ...{ seq: batch * 280 + index + 1, speaker: 'system' },
      text: '长'.repeat(6_000),
    }))
    expect((await api.post(`${path}/turns`, { turns })).status).toBe(201)
  }
  const { lastEventId } = (await (await api.get(`${path}?turns=0`)).json()) as Conversation
  return lastEventId
}

async function askByHand(path: string): Promise<Socket> {
  const { hostname, port } = new URL(server.url)
  const socket = connectSocket(Number(port), hostname)
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`)
  return socket
}

describe('a client that never reads', () => {
  test('of server-sent events is cut off after a minute, costs no memory meanwhile, and resumes', async () => {
    const path = await api.open()
    const total = await fill(path)
    const reads = vi.spyOn(db, 'read')
    const socket = await askByHand(`${path}/events`)
    let isClosed = false
    socket.on('close', () => {
      isClosed = true
    })
    socket.on('error', () => {})
    await vi.waitUntil(() => reads.mock.calls.length > 2)
    await settled(() => reads.mock.calls.length)
    // What was read ahead of it is far from all there is.
    expect(reads.mock.calls.length).toBeLessThan(total / 100)
    reads.mockRestore()
    clock.advance(SLOW_READER_MS)
    socket.resume()
    await vi.waitUntil(() => isClosed, { timeout: 5_000 })

    const rest = await fetch(`${server.url}${path}/events`, {
      headers: { 'last-event-id': String(total - 3) },
    })
    const events = await readStream(rest, (list) => list.length === 3)
    expect(events.map(({ id }) => id)).toEqual([total - 2, total - 1, total])
  }, 30_000)

  test('of a WebSocket is dropped after a minute and goes on where it was', async () => {
    const path = await api.open()
    const total = await fill(path)
    const first = await connect(`${server.url}${path}/stream`)
    await first.until((frames) => eventsOf(frames).length > 3)
    first.socket.pause()
    const reads = vi.spyOn(db, 'read')
    await settled(() => reads.mock.calls.length)
    reads.mockRestore()
    const got = eventsOf(first.frames).length
    expect(got).toBeLessThan(total)
    clock.advance(SLOW_MS)
    first.socket.resume()
    expect((await first.closed).code).toBe(1006)
    const ids = eventsOf(first.frames).map(({ id }) => id)
    expect(ids).toEqual(ids.map((_, index) => index + 1))
    expect(ids.length).toBeLessThan(total)

    const second = await connect(`${server.url}${path}/stream?after=${ids.length}`)
    const rest = await second.until((frames) => {
      const events = eventsOf(frames)
      return events.at(-1)?.id === total && events
    })
    expect(rest.map(({ id }) => id)).toEqual(
      Array.from({ length: total - ids.length }, (_, index) => ids.length + index + 1),
    )
    second.socket.terminate()
  }, 30_000)

  test('and goes on sending is not read any more, so that its acknowledgements stay few', async () => {
    const path = await api.open()
    const client = await connect(`${server.url}${path}/stream`)
    await client.until((frames) => frames[0])
    const takes = vi.spyOn(db, 'write')
    client.socket.pause()
    const turns = Array.from({ length: 300 }, (_, index) => ({
      ...{ seq: index + 1, speaker: 'system' as const },
      text: '',
    }))
    const ref = 'r'.repeat(200)
    for (let count = 0; count < 900; count++) client.send({ type: 'turns', turns, ref })
    await settled(() => takes.mock.calls.length)
    // Each answer is some 15 KB: the network takes a few MB, then nothing more is read.
    expect(takes.mock.calls.length).toBeLessThan(900)
    takes.mockRestore()
    clock.advance(SLOW_MS)
    client.socket.resume()
    expect((await client.closed).code).toBe(1006)
    expect(MOST_UNREAD_BYTES).toBeLessThan(1_000_000)
  }, 30_000)

  test('and answers no ping is dropped, one that answers is kept', async () => {
    const path = await api.open()
    const [there, gone] = await Promise.all([
      connect(`${server.url}${path}/stream`),
      connect(`${server.url}${path}/stream`, { autoPong: false }),
    ])
    let pings = 0
    there.socket.on('ping', () => {
      pings += 1
    })
    for (let round = 1; round <= MOST_UNANSWERED + 1; round++) {
      clock.advance(ASK_MS)
      if (round <= MOST_UNANSWERED) await vi.waitUntil(() => pings === round)
      // The answer is on its way.
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect((await gone.closed).code).toBe(1006)
    there.send({ type: 'ping' })
    await there.until((frames) => frames.some(({ type }) => type === 'pong'))
    there.socket.terminate()
  })
})

test('what no notice tells of is found in the table when the next ping is due', async () => {
  const hub = await createEventHub(db)
  const deaf = { ...hub, subscribe: () => () => {}, subscribeAll: () => () => {} }
  const own = await openApp(db, { clock, hub: deaf })
  const other = await listen(own.deps, { host: '127.0.0.1', port: 0 })
  const path = await own.open()
  const client = await connect(`${other.url}${path}/stream`)
  const stream = await fetch(`${other.url}${path}/events`)
  const lead = { authorization: 'Bearer demo-lead' }
  const team = await fetch(`${other.url}/v1/team/events?kinds=turn-added`, { headers: lead })
  const told = [stream, team].map((answer) =>
    readStream(answer, (events) => events.some(({ kind }) => kind === 'turn-added')),
  )
  await client.until((frames) => frames[0])
  // All have looked once and wait now.
  await new Promise((resolve) => setTimeout(resolve, 300))
  await own.post(`${path}/turns`, { seq: 1, speaker: 'system', text: '转接中' })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(eventsOf(client.frames)).toEqual([])
  clock.advance(ASK_MS)
  const seen = await client.until((frames) => eventsOf(frames)[0])
  expect(seen).toMatchObject({ id: 1, kind: 'turn-added' })
  for (const events of await Promise.all(told)) expect(events).toMatchObject([{ id: 1 }])
  await own.close()
  await other.stop()
})

test('a server that stops says goodbye to who is connected', async () => {
  const own = await openApp(db)
  const other = await listen(own.deps, { host: '127.0.0.1', port: 0 })
  const path = await own.open()
  const client = await connect(`${other.url}${path}/stream`)
  await client.until((frames) => frames[0])
  const deaf = await connect(`${other.url}${path}/stream`)
  await deaf.until((frames) => frames[0])
  deaf.socket.pause()
  await own.close()
  await other.stop()
  expect(await client.closed).toEqual({ code: 1001, reason: 'the server stops' })
  deaf.socket.terminate()
})

/** Resolves when a count has stopped to rise. */
async function settled(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); ) {
    before = count()
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}
