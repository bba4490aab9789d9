import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type { Report } from '../../src/http/api-types.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const as = (role: string) => ({ authorization: `Bearer demo-${role}` })

describe.each(engines)('the report over HTTP, $name', (engine) => {
  let db: Database
  let api: TestApp
  beforeAll(async () => {
    db = await engine.open()
    api = await openApp(db)
  }, 60_000)
  afterAll(async () => {
    await api.close()
    await db.close()
  })

  test('leads and editors read it, nobody else does', async () => {
    const path = '/v1/reports?from=2026-11-01&to=2026-11-02'
    expect((await api.get(path)).status).toBe(403)
    expect((await api.get(path, as('service'))).status).toBe(403)
    for (const role of ['lead', 'editor']) {
      const answer = await api.get(path, as(role))
      expect(answer.status).toBe(200)
      const report = (await answer.json()) as Report
      expect(report.days.map(({ key }) => key)).toEqual(['2026-11-01', '2026-11-02'])
      expect(report.total['answer-rate']).toEqual({
        value: null,
        n: 0,
        reason: 'needs-phone-system',
      })
    }
  })

  test('what was said today stands in it at once', async () => {
    const path = await api.open()
    await api.post(`${path}/turns`, { seq: 1, speaker: 'customer', text: '充值没到账' })
    await api.post(`${path}/turns`, { seq: 2, speaker: 'agent', text: '您好，马上为您查询' })
    await api.deps.live.idle()
    const { timeZone } = api.deps.desk
    const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())
    const answer = await api.get(`/v1/reports?from=${today}&to=${today}&channel=chat`, as('lead'))
    const { total, langs } = (await answer.json()) as Report
    expect(total.conversations.value).toBe(1)
    expect(total['replies-in-time']).toMatchObject({ value: 1, n: 1 })
    expect(total.incidents.reason).toBe('not-by-this')
    expect(langs.map(({ key }) => key)).toEqual(['zh-Hans'])
  })

  test.each([
    'from=2026-11-01',
    'from=2026-02-30&to=2026-03-01',
    'from=2026-11-02&to=2026-11-01',
    'from=2020-01-01&to=2026-01-01',
    'from=2026-11-01&to=2026-11-02&channel=fax',
    'from=2026-11-01&to=2026-11-02&lang=fr',
    'from=2026-11-01&to=2026-11-02&more=1',
  ])('a period that is none is a bad request: %s', async (query) => {
    const answer = await api.get(`/v1/reports?${query}`, as('lead'))
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { errors: unknown[] }).errors.length).toBeGreaterThan(0)
  })
})
