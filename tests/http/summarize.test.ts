import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const as = (role: string) => ({ authorization: `Bearer demo-${role}` })

// Nothing is read from a database: one engine is enough.
describe('POST /v1/summarize', () => {
  let db: Database
  let api: TestApp
  beforeAll(async () => {
    db = await engines[0]!.open()
    api = await openApp(db)
  })
  afterAll(async () => {
    await api.close()
    await db.close()
  })

  const turns = [
    {
      seq: 1,
      speaker: 'customer',
      text: '昨晚八点充的 30 元没到账',
      at: '2026-11-20T10:00:00+08:00',
    },
    {
      seq: 2,
      speaker: 'agent',
      text: '已经帮您登记，明天下午三点前给您答复。',
      at: '2026-11-20T10:01:00+08:00',
    },
  ]

  test('drafts the ticket of a transcript, each thing with its turns', async () => {
    const answer = await api.post('/v1/summarize', { id: 'c-1', turns }, as('agent'))
    expect(answer.status).toBe(200)
    const ticket = (await answer.json()) as Record<string, unknown>
    expect(ticket).toMatchObject({
      id: 'c-1',
      fields: { amount: '30', occurred_at: '2026-11-19T20:00+08:00' },
      evidence: { amount: [1], occurred_at: [1] },
      keyTurns: { problem: [1], solution: [2] },
    })
    expect(ticket.sentences).toContainEqual(
      expect.objectContaining({ kind: 'promise', evidence: [2], due: '2026-11-21T15:00+08:00' }),
    )
  })

  test('a transcript without turns is refused with the field', async () => {
    const answer = await api.post('/v1/summarize', { turns: [] }, as('agent'))
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('turns')
  })
})
