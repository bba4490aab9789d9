import { Counter } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import type { Database } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import { readAccess } from '../../src/http/callers.ts'
import { metrics } from '../../src/metrics.ts'
import { article, type Folder, index, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { openApp, readStream, type TestApp } from './support.ts'

/** The value of a line such as `name{a="b"} 3`; 0 where there is none. */
function figureOf(text: string, name: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  return line === undefined ? 0 : Number(line.slice(name.length + 1))
}

for (const engine of engines)
  describe(`/metrics, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
      folder = makeFolder()
      const open = { title: '充值没有到账', asks: '["充值没到账怎么办"]' }
      folder.write('open.md', article('open', '\n# 充值\n\n充值一般十分钟内到账。\n', open))
      const secret = { title: '星汐盛典', release: '2199-01-01T00:00:00+08:00' }
      folder.write('secret.md', article('secret', '\n# 星汐盛典\n\n星汐盛典充值双倍。\n', secret))
      await index(db, folder)
      const { desk } = await loadDesk('knowledge')
      api = await openApp(db, {
        suggest: (transcript, options) =>
          suggest({ db, desk, clock: systemClock }, transcript, options),
      })
    }, 60_000)
    afterAll(async () => {
      await api.close()
      await db.close()
      folder.discard()
    })
    const scrape = async () => (await api.get('/metrics')).text()

    async function ask(text: string): Promise<void> {
      const address = await api.open()
      await api.post(`${address}/turns`, { seq: 1, speaker: 'customer', text })
      await api.deps.live.idle()
    }

    test('tells what was counted, in the form Prometheus reads, and how the process is', async () => {
      const name = `test_${engine.name}_total`
      new Counter({ name, help: 'For this test.', registers: [metrics] }).inc(3)
      const answer = await api.get('/metrics')
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain;/)
      const text = await answer.text()
      expect(text).toContain(`# HELP ${name} For this test.\n# TYPE ${name} counter\n${name} 3\n`)
      for (const line of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds'])
        expect(text).toContain(`\n${line} `)
    })

    test('requests are counted by pattern and class, whatever their address holds', async () => {
      const name = 'sidecue_http_request_duration_seconds_count'
      const label = (method: string, route: string, status: string) =>
        `${name}{method="${method}",route="${route}",status="${status}"}`
      const before = await scrape()
      await api.get('/v1/articles/open')
      await api.get('/v1/articles/zuqovixajeku')
      await api.get('/v1/search?q=zuqovixajeku')
      await api.app.request('/zuqovixajeku/zuqovixajeku', { method: 'BREW' })
      const after = await scrape()
      const rise = (key: string) => figureOf(after, key) - figureOf(before, key)
      expect(rise(label('GET', '/v1/articles/:id', '2xx'))).toBe(1)
      expect(rise(label('GET', '/v1/articles/:id', '4xx'))).toBe(1)
      expect(rise(label('GET', '/v1/search', '2xx'))).toBe(1)
      expect(after).not.toContain('zuqovixajeku')
      expect(after).not.toContain('BREW')
    })

    test('suggestions are counted by outcome and stage', async () => {
      const outcome = (one: string) =>
        `sidecue_suggestions_total{outcome="${one}",engine="extractive"}`
      const before = await scrape()
      await ask('充值没到账怎么办')
      await ask('火星上有水吗')
      const after = await scrape()
      const rise = (key: string) => figureOf(after, key) - figureOf(before, key)
      expect(rise(outcome('answer'))).toBe(1)
      expect(rise(outcome('no-answer'))).toBe(1)
      for (const stage of ['wait', 'read', 'make', 'settle'])
        expect(rise(`sidecue_suggestion_stage_seconds_count{stage="${stage}"}`)).toBe(2)
    })

    test('a question about what is hidden moves the same counts as one about what never was', async () => {
      const counts = (text: string) =>
        new Map(
          text
            .split('\n')
            .filter((line) => /^sidecue_\w*(?:_total|_count)(?:\{| )/.test(line))
            .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
        )
      const movedBy = async (subject: string) => {
        const before = counts(await scrape())
        await ask(`${subject}什么时候开始`)
        await api.get(`/v1/search?q=${encodeURIComponent(subject)}`)
        await api.get(subject === '星汐盛典' ? '/v1/articles/secret' : '/v1/articles/never')
        await api.post('/v1/check', { text: `${subject}12月1日开始。` })
        const after = counts(await scrape())
        return [...after].flatMap(([key, value]) => {
          const rise = value - (before.get(key) ?? 0)
          return rise === 0 ? [] : [`${key} ${rise}`]
        })
      }
      const unknown = await movedBy('月岚庆典')
      expect(await movedBy('星汐盛典')).toEqual(unknown)
      expect(unknown.length).toBeGreaterThan(5)
      expect(await scrape()).not.toMatch(/secret|星汐|"refused"/)
    })

    test('open streams are counted until they end', async () => {
      const address = await api.open()
      const before = figureOf(await scrape(), 'sidecue_event_streams_open')
      const stream = await api.get(`${address}/events`)
      expect(figureOf(await scrape(), 'sidecue_event_streams_open')).toBe(before + 1)
      const reading = readStream(stream, (events) => events.length > 0)
      await api.post(`${address}/turns`, { seq: 1, speaker: 'customer', text: '谢谢' })
      await reading
      expect(figureOf(await scrape(), 'sidecue_event_streams_open')).toBe(before)
    })

    test('what waits in the database is told, of all processes', async () => {
      const address = await api.open()
      const id = address.split('/').at(-1)!
      await api.deps.live.idle()
      const since = new Date(Date.now() - 60_000)
      await db.write('app', async (sql) => {
        await sql`update app.conversation set pending_turn = 1, pending_since = ${since} where id = ${id}`
        await sql`insert into app.timer (conversation, kind, since, due) values (${id}, 'idle-reminder', ${since}, ${since})`
      })
      const text = await scrape()
      expect(figureOf(text, 'sidecue_turns_waiting')).toBe(1)
      expect(figureOf(text, 'sidecue_turns_waiting_seconds')).toBeGreaterThan(59)
      expect(figureOf(text, 'sidecue_timers_due')).toBe(1)
      expect(figureOf(text, 'sidecue_timers_late_seconds')).toBeGreaterThan(59)
      expect(figureOf(text, 'sidecue_database_up')).toBe(1)
      await db.write('app', (sql) => sql`delete from app.conversation where id = ${id}`)
    })

    test('where keys are set, one of them is needed', async () => {
      const keyed = await openApp(db, { access: readAccess('service:a-long-key') })
      expect((await keyed.get('/metrics')).status).toBe(401)
      expect((await keyed.get('/metrics', { authorization: 'Bearer demo-lead' })).status).toBe(401)
      const authorization = 'Bearer a-long-key'
      expect((await keyed.get('/metrics', { authorization })).status).toBe(200)
      await keyed.close()
    })
  })
