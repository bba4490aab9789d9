import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'
import { openApp, readStream, type SeenEvent, type TestApp } from './support.ts'

const TURN = { seq: 1, speaker: 'customer', text: '充值两小时了还没到账' }

for (const engine of engines)
  describe(`events of a conversation, ${engine.name}`, () => {
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

    const kinds = (events: SeenEvent[]) => events.map((event) => event.kind)

    test('a listener is told of the turn, the stage and the suggestion as they come', async () => {
      const path = await api.open()
      const stream = await api.get(`${path}/events`)
      expect(stream.headers.get('content-type')).toContain('text/event-stream')
      expect(stream.headers.get('cache-control')).toBe('no-store')
      const seen = readStream(stream, (events) => kinds(events).includes('suggestion-ready'))
      await api.post(`${path}/turns`, TURN)
      const events = await seen
      expect(events.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
        '1 turn-added',
        '2 stage-changed',
        '3 suggestion-ready',
      ])
      expect(events[2]?.data).toMatchObject({ forTurn: 1, text: `您问：${TURN.text}` })
    })

    test('a resuming listener misses nothing and gets nothing twice, wherever it broke off', async () => {
      const path = await api.open()
      const asked = ['充值没到账', '会员怎么退款', '月票何时过期', '忘了密码', '想开一张发票']
      for (const [index, text] of asked.entries()) {
        await api.post(`${path}/turns`, { ...TURN, seq: index + 1, text })
        await api.deps.live.idle()
      }
      const total = 11
      const all = await readStream(await api.get(`${path}/events`), (list) => list.length === total)
      for (let last = 0; last < total; last++) {
        const headers = { 'last-event-id': String(last) }
        const rest = await readStream(
          await api.get(`${path}/events`, headers),
          (list) => list.length === total - last,
        )
        expect(rest).toEqual(all.slice(last))
      }
      const after = await api.get(`${path}/events?after=${total - 1}`)
      expect(await readStream(after, (list) => list.length === 1)).toEqual(all.slice(-1))
    })

    test('an event id that never was is refused', async () => {
      const path = await api.open()
      for (const id of ['7', '-1', 'x', '99999999999'])
        expect((await api.get(`${path}/events`, { 'last-event-id': id })).status).toBe(400)
    })

    test('small talk is silent', async () => {
      const path = await api.open()
      await api.post(`${path}/turns`, { ...TURN, text: '谢谢' })
      await api.deps.live.idle()
      await api.post(`${path}/turns`, { ...TURN, seq: 2 })
      const events = await readStream(await api.get(`${path}/events`), (list) =>
        kinds(list).includes('suggestion-ready'),
      )
      expect(events.at(-1)?.data).toMatchObject({ forTurn: 2 })
    })

    test('a warning is raised with its turn, and once for a group within ten minutes', async () => {
      const findWarnings = ({ seq, text }: { seq: number; text: string }) =>
        /记者|律师/u.test(text)
          ? [
              {
                group: text.includes('记者') ? 'media' : 'legal',
                ...{ name: '媒体', seq, cue: '记者', calm: '您先别急', questions: [] },
              },
            ]
          : []
      const watchful = await openApp(db, { findWarnings })
      const path = await watchful.open()
      await watchful.post(`${path}/turns`, [
        { ...TURN, text: '我要找记者' },
        { ...TURN, seq: 2, text: '真的找记者' },
      ])
      await watchful.post(`${path}/turns`, { ...TURN, seq: 3, text: '记者和律师' })
      await watchful.post(`${path}/turns`, { ...TURN, seq: 4, text: '律师' })
      const { warnings } = (await (await watchful.get(path)).json()) as { warnings: object[] }
      expect(warnings).toMatchObject([
        { group: 'media', seq: 1 },
        { group: 'legal', seq: 4 },
      ])
      await watchful.close()
    })

    test('another process on the same database wakes its listeners too', async () => {
      const other = await openApp(db)
      const path = await api.open()
      const stream = await other.get(`${path}/events`)
      const seen = readStream(stream, (events) => kinds(events).includes('suggestion-ready'))
      await api.post(`${path}/turns`, TURN)
      expect((await seen).map((event) => event.id)).toEqual([1, 2, 3])
      await other.close()
    })

    test('a lead follows all conversations, and resumes without a gap or a repeat', async () => {
      const lead = { authorization: 'Bearer demo-lead' }
      const now = await api.get('/v1/team/events?kinds=turn-added', lead)
      const paths = await Promise.all([1, 2, 3, 4].map(() => api.open()))
      const all = readStream(now, (events) => events.length === 20)
      const writes = paths.flatMap((path) =>
        [1, 2, 3, 4, 5].map((seq) =>
          api.post(`${path}/turns`, { ...TURN, seq, text: `${path} ${seq}` }),
        ),
      )
      await Promise.all(writes)
      const seen = await all
      const said = (events: SeenEvent[]) => events.map((event) => event.data.text)
      expect(new Set(said(seen)).size).toBe(20)
      for (const index of [0, 7, 18]) {
        const headers = { ...lead, 'last-event-id': seen[index]!.sseId }
        const stream = await api.get('/v1/team/events?kinds=turn-added', headers)
        const rest = await readStream(stream, (events) => events.length === 19 - index)
        expect(said(rest)).toEqual(said(seen).slice(index + 1))
      }
    })

    test('the stream of the team is for leads, and takes its own ids only', async () => {
      const lead = { authorization: 'Bearer demo-lead' }
      expect((await api.get('/v1/team/events')).status).toBe(403)
      expect((await api.get('/v1/team/events?kinds=news', lead)).status).toBe(400)
      expect((await api.get('/v1/team/events', { ...lead, 'last-event-id': '7' })).status).toBe(400)
    })

    test('streams end when the server stops', async () => {
      const stopping = await openApp(db)
      const path = await stopping.open()
      const stream = await stopping.get(`${path}/events`)
      const seen = readStream(stream, () => false)
      await stopping.close()
      expect(await seen).toEqual([])
    })
  })
