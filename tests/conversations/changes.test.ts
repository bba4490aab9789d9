import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appendTurns,
  closeConversation,
  dropConversation,
  openConversation,
  readEvents,
  reopenConversation,
  transferConversation,
} from '../../src/conversations/index.ts'
import { Turn } from '../../src/conversations/types.ts'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'

const NOW = new Date('2026-11-21T02:00:00Z')
const LATER = new Date('2026-11-21T02:05:00Z')

for (const engine of engines)
  describe(`what becomes of a conversation, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    async function open(): Promise<string> {
      const input = { channel: 'hotline', lang: null, openedBy: 'service:one', now: NOW } as const
      return (await db.write('app', (sql) => openConversation(sql, input))).id
    }
    const changing = (id: string, now = NOW) => ({ id, scope: {}, now, by: 'agent:a1' })
    const drop = (id: string, now = NOW) =>
      db.write('app', (sql) => dropConversation(sql, changing(id, now)))
    const reopen = (id: string, now = NOW) =>
      db.write('app', (sql) => reopenConversation(sql, changing(id, now)))
    const close = (id: string, now = NOW) =>
      db.write('app', (sql) => closeConversation(sql, changing(id, now)))
    const pass = (id: string, agent: string | null, department: string | null) =>
      db.write('app', (sql) =>
        transferConversation(sql, {
          ...changing(id),
          to: { agent, department },
          reason: '需要二线',
        }),
      )
    const say = (id: string, seq: number) => {
      const turns = [Turn.parse({ seq, speaker: 'customer', text: '没到账' })]
      return db.write('app', (sql) => appendTurns(sql, { id, scope: {}, turns, now: LATER }))
    }
    async function told(id: string) {
      const events = await db.read('app', (sql) => readEvents(sql, id, 0, 100))
      return events.filter(({ kind }) => kind.startsWith('conversation-'))
    }

    test('a line that is lost is told once, takes what was on its way, and comes back', async () => {
      const id = await open()
      expect(await drop(id)).toMatchObject({ droppedAt: NOW, isNew: true })
      expect(await drop(id, LATER)).toMatchObject({ droppedAt: NOW, isNew: false })
      expect((await say(id, 1)).conversation).toMatchObject({ droppedAt: NOW, pendingTurn: 1 })
      expect(await reopen(id, LATER)).toMatchObject({ droppedAt: null, isNew: true })
      expect(await reopen(id, LATER)).toMatchObject({ droppedAt: null, isNew: false })
      expect(await told(id)).toMatchObject([
        { kind: 'conversation-dropped', data: { droppedAt: NOW.toISOString(), by: 'agent:a1' } },
        { kind: 'conversation-reopened', data: { from: 'dropped', by: 'agent:a1' } },
      ])
    })

    test('a closed conversation goes on after it is opened again, and not before', async () => {
      const id = await open()
      await say(id, 1)
      await close(id)
      await expect(say(id, 2)).rejects.toMatchObject({
        code: 'CONFLICT',
        hint: expect.stringContaining('reopen'),
      })
      await expect(drop(id)).rejects.toMatchObject({
        code: 'CONFLICT',
        hint: expect.stringContaining('reopen'),
      })
      await expect(pass(id, 'a2', null)).rejects.toMatchObject({
        code: 'CONFLICT',
        hint: expect.stringContaining('reopen'),
      })
      expect(await reopen(id, LATER)).toMatchObject({ closedAt: null })
      expect((await say(id, 2)).conversation.pendingTurn).toBe(2)
      expect((await told(id)).map(({ kind }) => kind)).toEqual([
        'conversation-closed',
        'conversation-reopened',
      ])
    })

    test('passing on tells who, from whom, to whom and why; the same again changes nothing', async () => {
      const id = await open()
      await say(id, 1)
      expect(await pass(id, 'wang', null)).toMatchObject({ agent: 'wang', pendingTurn: 1 })
      await pass(id, 'wang', null)
      expect(await pass(id, null, 'payments')).toMatchObject({
        agent: null,
        department: 'payments',
      })
      expect((await told(id)).map(({ kind, at, data }) => ({ kind, at, data }))).toEqual([
        {
          kind: 'conversation-transferred',
          at: NOW.toISOString(),
          data: {
            from: { agent: null, department: null },
            to: { agent: 'wang', department: null },
            by: 'agent:a1',
            reason: '需要二线',
          },
        },
        {
          kind: 'conversation-transferred',
          at: NOW.toISOString(),
          data: {
            from: { agent: 'wang', department: null },
            to: { agent: null, department: 'payments' },
            by: 'agent:a1',
            reason: '需要二线',
          },
        },
      ])
    })

    test('what is none of a service is unknown to it, whatever it wants to do', async () => {
      const id = await open()
      const scope = { openedBy: 'service:two' }
      const of = (conversation: string) =>
        [
          dropConversation,
          reopenConversation,
          closeConversation,
          (...[sql, input]: Parameters<typeof dropConversation>) =>
            transferConversation(sql, { ...input, to: { agent: 'x', department: null } }),
        ].map((change) =>
          db
            .write('app', (sql) => change(sql, { ...changing(conversation), scope }))
            .then(
              () => 'done',
              (error: Error & { code?: string }) => `${error.code} ${error.message}`,
            ),
        )
      const hidden = await Promise.all(of(id))
      expect(hidden).toEqual(await Promise.all(of('c-none')))
      expect(new Set(hidden)).toEqual(new Set(['NOT_FOUND No such conversation.']))
    })
  })
