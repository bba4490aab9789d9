import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fireDueTimers } from '../../src/copilot/fire-timers.ts'
import type { Database } from '../../src/db/index.ts'
import type { Conversation, Guide, StoredSuggestion, TimerDue } from '../../src/http/api-types.ts'
import { readAccess } from '../../src/http/callers.ts'
import { engines } from '../support/engines.ts'
import { handClock } from '../support/hand-clock.ts'
import { openApp, putLookUp, readStream, type TestApp } from './support.ts'

/** So many seconds after an instant. */
const later = (since: string, seconds: number) =>
  new Date(Date.parse(since) + seconds * 1_000).toISOString()

for (const engine of engines)
  describe(`the guide and a suggestion on demand over HTTP, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    const clock = handClock()
    const keys = [
      { role: 'agent', key: 'agent-key-123456' },
      { role: 'service', key: 'service-key-123456' },
      { role: 'service', key: 'other-service-key-1' },
    ] as const
    const as = (at: 0 | 1 | 2) => ({ authorization: `Bearer ${keys[at].key}` })
    beforeAll(async () => {
      db = await engine.open()
      const access = readAccess(keys.map(({ role, key }) => `${role}:${key}`).join(','))
      api = await openApp(db, { access, clock })
      await putLookUp(db)
    })
    afterAll(async () => {
      await api.close()
      await db.close()
    })

    const say = (path: string, seq: number, speaker: string, text: string) =>
      api.post(`${path}/turns`, { seq, speaker, text }, as(0))
    const guideOf = async (path: string) =>
      (await (await api.get(`${path}/guide`, as(0))).json()) as Guide

    test('where a conversation stands, what was skipped and what is due', async () => {
      const path = await api.open(as(0))
      await say(path, 1, 'customer', '充值没到账，电话13800138000')
      const since = clock.now().toISOString()
      expect(await guideOf(path)).toMatchObject({
        stage: 'listening',
        skipped: [],
        facts: [{ kind: 'phone', value: '13800138000', seq: 1, readBackIn: null }],
        readBack: expect.stringContaining('13800138000'),
        timer: { kind: 'reply-warning', since, turn: 1, end: later(since, 180) },
      })
      clock.advance(10_000)
      await say(path, 2, 'agent', '您可以退出后重新登录')
      expect(await guideOf(path)).toMatchObject({
        stage: 'solving',
        skipped: [{ step: 'greeting' }, { step: 'confirming' }],
        timer: { kind: 'idle-reminder', turn: 2 },
      })
    })

    test('a timer is told on the stream when it is due, and closes what nobody answers', async () => {
      const path = await api.open(as(0))
      await say(path, 1, 'agent', '您好，请问有什么可以帮您？')
      const stream = readStream(await api.get(`${path}/events`, as(0)), (events) =>
        events.some(({ kind }) => kind === 'conversation-closed'),
      )
      for (const ms of [180_000, 120_000]) {
        clock.advance(ms)
        await fireDueTimers(api.deps)
      }
      const events = (await stream).filter(({ kind }) => kind !== 'turn-added')
      expect(events.map(({ kind, data }) => [kind, (data as TimerDue).kind])).toEqual([
        ['timer-due', 'idle-reminder'],
        ['timer-due', 'idle-close'],
        ['conversation-closed', undefined],
      ])
      const read = (await (await api.get(path, as(0))).json()) as Conversation
      expect(read.status).toBe('closed')
    })

    test('a lost line is to be called back; once it is back, it is waited after again', async () => {
      const path = await api.open(as(0))
      await say(path, 1, 'customer', '充值没到账')
      await api.post(`${path}/drop`, {}, as(0))
      expect((await guideOf(path)).timer).toMatchObject({ kind: 'call-back' })
      await api.post(`${path}/reopen`, {}, as(0))
      expect((await guideOf(path)).timer).toMatchObject({ kind: 'reply-warning', turn: 1 })
      await api.post(`${path}/close`, {}, as(0))
      expect((await guideOf(path)).timer).toBeNull()
    })

    test('a suggestion can be asked for at any time; guidance is for people of the desk', async () => {
      const path = await api.open(as(1))
      expect((await api.post(`${path}/suggest`, {}, as(0))).status).toBe(409)
      await say(path, 1, 'customer', '充值没到账')
      await api.deps.live.idle()
      const asked = await api.post(`${path}/suggest`, {}, as(0))
      const suggestion = (await asked.json()) as StoredSuggestion
      expect([asked.status, suggestion]).toMatchObject([
        201,
        { outcome: 'answer', forTurn: 1, guidance: [{ quote: '先查订单' }] },
      ])
      const byService = (await (
        await api.post(`${path}/suggest`, {}, as(1))
      ).json()) as StoredSuggestion
      expect(byService.guidance).toEqual([])
      const read = (await (await api.get(path, as(0))).json()) as Conversation
      expect(read.suggestions.map(({ id }) => id)).toContain(suggestion.id)
    })

    test('another service’s conversation is as unknown as one that never was', async () => {
      const path = await api.open(as(1))
      const unknown = '/v1/conversations/c-unknown'
      for (const name of ['guide', 'suggest']) {
        const ask = (of: string) =>
          name === 'guide' ? api.get(`${of}/${name}`, as(2)) : api.post(`${of}/${name}`, {}, as(2))
        const answers = await Promise.all([path, unknown].map(ask))
        const bodies = await Promise.all(answers.map((answer) => answer.json()))
        expect(answers.map(({ status }) => status)).toEqual([404, 404])
        const said = bodies.map((body) => ({ ...(body as object), requestId: '', instance: '' }))
        expect(said[0]).toEqual(said[1])
      }
    })
  })
