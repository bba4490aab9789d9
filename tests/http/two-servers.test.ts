import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Follower, follow } from '../../evals/load/kill-follower.ts'
import type { Conversation } from '../../src/http/api-types.ts'
import { asAdmin, serverUrl, urlOf } from '../support/server-engine.ts'
import {
  createServerWorld,
  post,
  type ServerWorld,
  SLOW_MS,
  waitUntilReady,
} from './server-process.ts'
import { readStream } from './support.ts'

const database = `sidecue_test_${crypto.randomUUID().replaceAll('-', '')}`
const QUESTIONS = ['充值两小时了还没到账', '請問怎麼儲值', 'How do I top up my account?']

describe.skipIf(serverUrl === undefined)('two server processes on one PostgreSQL', () => {
  let world: ServerWorld
  let urls: string[]
  beforeAll(async () => {
    await asAdmin((admin) => admin.unsafe(`create database ${database}`))
    world = await createServerWorld()
    const env = { DATABASE_URL: urlOf(database), SIDECUE_DEBOUNCE_MS: '0' }
    urls = await Promise.all([world.start(env), world.start(env)].map((server) => server.url()))
    await Promise.all(urls.map(waitUntilReady))
  }, SLOW_MS)
  afterAll(async () => {
    await world.remove()
    await asAdmin((admin) => admin.unsafe(`drop database if exists ${database} with (force)`))
  })

  const open = async () => (await post<Conversation>(`${urls[0]}/v1/conversations`, {}))!.id
  const say = (server: number, id: string, seq: number) => {
    const turn = { seq, speaker: 'customer', text: QUESTIONS[seq % QUESTIONS.length] }
    return post(`${urls[server]}/v1/conversations/${id}/turns`, turn)
  }
  async function untilTold(followers: Follower[], turns: number): Promise<void> {
    const isTold = ({ events }: Follower) =>
      events.filter(({ kind }) => kind === 'turn-added').length >= turns
    for (let left = 600; left > 0 && !followers.every(isTold); left--)
      await new Promise((resolve) => setTimeout(resolve, 50))
    for (const { events } of followers) {
      expect(events.filter(({ kind }) => kind === 'turn-added').length).toBe(turns)
      expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1))
    }
  }

  test('whoever listens at one is told at once of what the other takes, over both ways', {
    timeout: SLOW_MS,
  }, async () => {
    const id = await open()
    const followers = [
      follow(id, 'events', () => urls[0]),
      follow(id, 'events', () => urls[1]),
      follow(id, 'stream', () => urls[0]),
      follow(id, 'stream', () => urls[1]),
    ]
    for (let seq = 1; seq <= 20; seq++) await say(seq % 2, id, seq)
    await untilTold(followers, 20)
    for (const follower of followers) follower.stop()
  })

  test('nothing is left out or told twice when the connection that listens breaks, again and again', {
    timeout: SLOW_MS,
  }, async () => {
    const id = await open()
    const followers = (['events', 'stream'] as const).map((way) => follow(id, way, () => urls[1]))
    let broken = 0
    for (let seq = 1; seq <= 30; seq++) {
      if (seq % 6 === 0)
        broken += await asAdmin(async (admin) => {
          const rows = await admin`
            select pg_terminate_backend(pid)
            from pg_stat_activity
            where datname = ${database} and query ilike 'listen%'
          `
          return rows.length
        })
      while ((await say(0, id, seq)) === undefined);
    }
    expect(broken).toBeGreaterThanOrEqual(5)
    await untilTold(followers, 30)
    for (const follower of followers) follower.stop()
  })

  test('who follows at one goes on at the other, and back, without a gap or a repeat', {
    timeout: SLOW_MS,
  }, async () => {
    const id = await open()
    let at = 0
    const ways = ['events', 'stream'] as const
    const wandering = ways.map((way) => follow(id, way, () => urls[at % 2]))
    for (let seq = 1; seq <= 24; seq++) {
      await say(seq % 2, id, seq)
      if (seq % 5 === 0) {
        at += 1
        for (const follower of wandering) follower.cut()
      }
    }
    await untilTold(wandering, 24)
    expect(Math.min(...wandering.map(({ resumed }) => resumed))).toBeGreaterThanOrEqual(4)
    for (const follower of wandering) follower.stop()
  })

  test('a lead at one sees what happens in the conversations of both, once', {
    timeout: SLOW_MS,
  }, async () => {
    const headers = { authorization: 'Bearer demo-lead' }
    const team = await fetch(`${urls[1]}/v1/team/events?kinds=turn-added`, { headers })
    const ids = await Promise.all([open(), open(), open(), open()])
    const seen = readStream(team, (events) => events.length === 40)
    await Promise.all(
      ids.map(async (id, index) => {
        for (let seq = 1; seq <= 10; seq++) await say((index + seq) % 2, id, seq)
      }),
    )
    const told = (await seen).map((event) => {
      const { conversation } = event as unknown as { conversation: string }
      return `${conversation} ${event.data.seq}`
    })
    expect(new Set(told).size).toBe(40)
    const headersOfAgent = { authorization: 'Bearer demo-agent' }
    const refused = await fetch(`${urls[0]}/v1/team/events`, { headers: headersOfAgent })
    expect(refused.status).toBe(403)
  })
})
