import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../src/copilot/verify-audit.ts'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const as = (role: string) => ({ authorization: `Bearer demo-${role}` })
const NOTE = '客户本人要求这样写'

for (const engine of engines) {
  describe(`sending in spite of a verdict, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    beforeAll(async () => {
      db = await engine.open()
      const finding = { start: 0, end: 1, message: '…' }
      api = await openApp(db, {
        check: async ({ text }) =>
          text.includes('滚')
            ? { verdict: 'block', findings: [{ ...finding, rule: 'tone', severity: 'block' }] }
            : text.includes('绝对')
              ? { verdict: 'warn', findings: [{ ...finding, rule: 'promise', severity: 'warn' }] }
              : { verdict: 'pass', findings: [] },
      })
    })
    afterAll(async () => {
      await api.close()
      await db.close()
    })

    const check = async (text: string, role = 'agent', more = {}) =>
      (await (await api.post('/v1/check', { text, ...more }, as(role))).json()) as {
        id?: string
        verdict: string
      }
    const override = (
      id: string | undefined,
      role: string,
      body: object = { reason: 'approved' },
    ) => api.post(`/v1/check/${id}/override`, body, as(role))
    const lastEntry = () =>
      db.read('lead', async (sql) => {
        const [row] = await sql<{ entry: string }[]>`
          select entry from app.audit order by seq desc limit 1
        `
        return JSON.parse(row!.entry) as Record<string, unknown>
      })

    test('what passes has no id; what warns or stops has one of its own each time', async () => {
      expect(await check('您好')).toEqual({ verdict: 'pass', findings: [] })
      const [one, other] = [await check('绝对没问题'), await check('绝对没问题')]
      expect(one.id).toMatch(/^k-/)
      expect(other.id).not.toBe(one.id)
    })

    test('a warning is overridden by whoever got it, and written down without a word of the draft', async () => {
      const conversation = (await api.open(as('agent'))).split('/').at(-1)!
      const { id } = await check('绝对没问题', 'agent', { conversation })
      const answer = await override(id, 'agent', { reason: 'agreed-with-customer', note: NOTE })
      expect(answer.status).toBe(201)
      expect(await answer.json()).toMatchObject({ by: 'agent:demo', note: NOTE })
      const entry = await lastEntry()
      expect(entry).toEqual({
        ...{ kind: 'override', check: id, conversation, by: 'agent:demo' },
        ...{ verdict: 'warn', rules: ['promise'], reason: 'agreed-with-customer' },
      })
      expect(JSON.stringify(entry)).not.toContain(NOTE)
      expect((await verifyAudit(db)).faults).toEqual([])
    })

    test('a block is overridden by a lead, who sees why; agents cannot and do not', async () => {
      const { id } = await check('滚')
      expect(await lastEntry()).toMatchObject({ kind: 'draft-blocked', check: id })
      for (const role of ['agent']) expect((await override(id, role)).status, role).toBe(403)
      for (const role of ['agent', 'editor', 'service'])
        expect((await api.get(`/v1/check/${id}`, as(role))).status, role).toBe(403)
      expect((await override(id, 'lead', { reason: 'false-alarm' })).status).toBe(201)
      const kept = await (await api.get(`/v1/check/${id}`, as('lead'))).json()
      expect(kept).toMatchObject({
        ...{ id, by: 'agent:demo', verdict: 'block', rules: ['tone'] },
        overrides: [{ by: 'lead:demo', reason: 'false-alarm' }],
      })
      expect(await lastEntry()).toMatchObject({ kind: 'override', by: 'lead:demo' })
    })

    test("another caller's verdict is not there, byte for byte like one that never was", async () => {
      const { id } = await check('绝对没问题')
      const told = async (which: string | undefined, role: string) => {
        const answer = await override(which, role)
        const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>
        return `${answer.status} ${JSON.stringify(body)}`
      }
      for (const role of ['editor', 'service'])
        expect(await told(id, role)).toBe(await told('k-never', role))
      expect(await told('k-never', 'agent')).toMatch(/^404/)
    })

    test('a reason that is none, or none at all, is refused; the same key writes it down once', async () => {
      const { id } = await check('绝对没问题')
      for (const body of [{}, { reason: 'because' }, { reason: 'approved', note: 'x'.repeat(501) }])
        expect((await override(id, 'agent', body)).status).toBeGreaterThanOrEqual(400)
      const before = (await verifyAudit(db)).entries
      const headers = { ...as('agent'), 'idempotency-key': 'once' }
      const twice = [1, 2].map(() =>
        api.post(`/v1/check/${id}/override`, { reason: 'approved' }, headers),
      )
      const [one, other] = await Promise.all(
        (await Promise.all(twice)).map((answer) => answer.json()),
      )
      expect(one).toEqual(other)
      expect((await verifyAudit(db)).entries).toBe(before + 1)
    })

    test('an override that nobody could have made is found by replay', async () => {
      const forged = { kind: 'override', verdict: 'block', by: 'agent:demo', check: 'k-1' }
      await db.write(
        'app',
        (sql) => sql`insert into app.audit (entry) values (${JSON.stringify(forged)})`,
      )
      expect((await verifyAudit(db)).faults).toMatchObject([{ fault: 'not-allowed' }])
    })
  })
}
