import { Counter } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { metrics } from '../../src/metrics.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { openApp, type TestApp } from './support.ts'

let db: Database
let api: TestApp
beforeAll(async () => {
  db = await openEmbedded()
  api = await openApp(db)
})
afterAll(async () => {
  await api.close()
  await db.close()
})

test('/metrics tells what was counted, in the form Prometheus reads', async () => {
  const counter = new Counter({ name: 'test_total', help: 'For this test.', registers: [metrics] })
  counter.inc(3)
  const answer = await api.get('/metrics')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain;/)
  expect(await answer.text()).toContain(
    '# HELP test_total For this test.\n# TYPE test_total counter\ntest_total 3\n',
  )
})
