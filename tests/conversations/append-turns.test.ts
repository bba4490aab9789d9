import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appendTurns,
  closeConversation,
  MAX_SEQ_GAP,
  openConversation,
  readConversation,
  readEvents,
  readTurns,
} from '../../src/conversations/index.ts'
import { Turn } from '../../src/conversations/types.ts'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'

const NOW = new Date('2026-11-21T02:00:00Z')

for (const engine of engines)
  describe(`appending turns, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    async function open(openedBy = 'agent:demo'): Promise<string> {
      const input = { channel: 'chat', lang: null, openedBy, now: NOW } as const
      return (await db.write('app', (sql) => openConversation(sql, input))).id
    }
    function append(id: string, turns: (Partial<Turn> & { seq: number })[], now = NOW) {
      const full = turns.map((one) => Turn.parse({ speaker: 'customer', text: '没到账', ...one }))
      return db.write('app', (sql) => appendTurns(sql, { id, scope: {}, turns: full, now }))
    }
    function stateOf(id: string) {
      return db.read('app', async (sql) => {
        const { stage, skipped, turnCount, pendingTurn } = await readConversation(sql, id, {})
        const turns = (await readTurns(sql, id, 10_000)).map(({ receivedAt: _, ...one }) => one)
        return { stage, skipped, turnCount, pendingTurn, turns }
      })
    }
    function eventsOf(id: string, after = 0) {
      return db.read('app', (sql) => readEvents(sql, id, after, 1_000))
    }

    test('a turn is stored with its words, its time and its place', async () => {
      const id = await open()
      await append(id, [{ seq: 1, text: '充值没到账', at: '2026-11-21T09:58:00+08:00' }])
      expect(await stateOf(id)).toMatchObject({
        stage: 'listening',
        turnCount: 1,
        pendingTurn: 1,
        turns: [{ seq: 1, text: '充值没到账', at: '2026-11-21T01:58:00.000Z', final: true }],
      })
    })

    test('events rise by one and tell every change in order', async () => {
      const id = await open()
      await append(id, [{ seq: 1 }])
      await append(id, [{ seq: 1 }])
      await append(id, [{ seq: 2, speaker: 'agent', text: '请问您的订单号是多少？' }])
      const events = await eventsOf(id)
      expect(events.map(({ id: number, kind }) => [number, kind])).toEqual([
        [1, 'turn-added'],
        [2, 'stage-changed'],
        [3, 'turn-added'],
        [4, 'stage-changed'],
      ])
      expect(await eventsOf(id, 3)).toEqual(events.slice(3))
    })

    test('a customer waits for a suggestion until an agent has spoken', async () => {
      const id = await open()
      expect((await append(id, [{ seq: 1 }])).conversation.pendingTurn).toBe(1)
      const answered = await append(id, [{ seq: 2, speaker: 'agent', text: '好的' }])
      expect(answered.conversation.pendingTurn).toBeNull()
      // A late turn from before the answer changes the state, but nobody waits.
      expect((await append(id, [{ seq: 1, rev: 1, text: '改正' }])).conversation).toMatchObject({
        pendingTurn: null,
        version: 3,
      })
    })

    test('a conflict stores nothing of the request', async () => {
      const id = await open()
      await append(id, [{ seq: 1 }])
      const before = await stateOf(id)
      await expect(append(id, [{ seq: 1, text: '别的话' }, { seq: 2 }])).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await stateOf(id)).toEqual(before)
      expect(await eventsOf(id)).toHaveLength(2)
    })

    test('turns that cannot be right are refused with the field', async () => {
      const id = await open()
      await append(id, [{ seq: 1 }])
      await expect(append(id, [{ seq: 3 }, { seq: 2 }])).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        place: { field: 'turns.1.seq' },
      })
      await expect(append(id, [{ seq: 2 + MAX_SEQ_GAP }])).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      expect(await stateOf(id)).toMatchObject({ turnCount: 1 })
    })

    test('a time that cannot be right is told to the sender, and the turn keeps its words and place', async () => {
      const id = await open()
      const wrong = [
        {
          seq: 1,
          at: '2036-01-01T00:00:00Z',
          clock: 'ahead',
          statedAt: '2036-01-01T00:00:00.000Z',
        },
        {
          seq: 2,
          at: '1970-01-01T00:00:00Z',
          clock: 'behind',
          statedAt: '1970-01-01T00:00:00.000Z',
        },
        { seq: 3, at: '0000-01-01T00:00:00Z', clock: 'behind', statedAt: undefined },
      ]
      for (const { seq, at, clock } of wrong)
        expect((await append(id, [{ seq, at }])).received).toEqual([
          { seq, rev: 0, status: 'added', clock },
        ])
      const fine = [
        { seq: 4, at: '2026-11-21T02:04:00Z' },
        { seq: 5, at: '2019-05-01T10:00:00+08:00' },
      ]
      expect((await append(id, fine)).received.map(({ clock }) => clock)).toEqual([
        undefined,
        undefined,
      ])
      const { turns } = await stateOf(id)
      expect(turns.map(({ seq, at, statedAt }) => ({ seq, at, statedAt }))).toEqual([
        ...wrong.map(({ seq, statedAt }) => ({ seq, at: NOW.toISOString(), statedAt })),
        { seq: 4, at: '2026-11-21T02:04:00.000Z', statedAt: undefined },
        { seq: 5, at: '2019-05-01T02:00:00.000Z', statedAt: undefined },
      ])
      const told = (await eventsOf(id)).filter(({ kind }) => kind === 'turn-added')
      expect(told[0]?.data).toMatchObject({ at: NOW.toISOString(), statedAt: wrong[0]?.statedAt })
    })

    test('a conversation that is joined in the middle is taken from there, and what came before may follow', async () => {
      const id = await open()
      await append(id, [{ seq: 57, text: '充值没到账' }])
      expect(await stateOf(id)).toMatchObject({ turnCount: 1, pendingTurn: 57 })
      await append(id, [{ seq: 58, speaker: 'agent', text: '请您先登录，点击充值记录' }])
      // Whether anybody was greeted before, nobody knows.
      expect(await stateOf(id)).toMatchObject({ stage: 'solving', skipped: [] })
      await append(id, [{ seq: 1, speaker: 'agent', text: '说吧' }, { seq: 2 }, { seq: 59 }])
      const state = await stateOf(id)
      expect(state.turns.map(({ seq }) => seq)).toEqual([1, 2, 57, 58, 59])
      expect(state).toMatchObject({ turnCount: 5, pendingTurn: 59 })
      expect(state.skipped).toContain('greeting')
    })

    test('a turn that turns out to be the other speaker waits for no answer, and the other way round', async () => {
      const id = await open()
      await append(id, [{ seq: 1 }, { seq: 2, text: '请您先登录', final: false }])
      await append(id, [{ seq: 2, rev: 1, speaker: 'agent', text: '请您先登录' }])
      expect(await stateOf(id)).toMatchObject({ pendingTurn: null, stage: 'solving' })
      await append(id, [{ seq: 2, rev: 2, speaker: 'customer', text: '请您先登录' }])
      expect(await stateOf(id)).toMatchObject({ pendingTurn: 2, stage: 'listening' })
    })

    test('two speakers who both count from 1 are told so, and neither is mixed into the other', async () => {
      const id = await open()
      await append(id, [{ seq: 1, text: '您好，请讲', speaker: 'agent' }])
      await expect(append(id, [{ seq: 1, text: '没到账' }])).rejects.toMatchObject({
        code: 'CONFLICT',
        message: 'Turn 1 is already stored with another speaker.',
        hint: expect.stringContaining('both speakers'),
      })
      expect((await stateOf(id)).turns).toMatchObject([{ speaker: 'agent', text: '您好，请讲' }])
    })

    test('a closed conversation takes repeats, and nothing new', async () => {
      const id = await open()
      await append(id, [{ seq: 1 }])
      const input = { id, scope: {}, now: NOW }
      const closed = await db.write('app', (sql) => closeConversation(sql, input))
      expect(closed).toMatchObject({ closedAt: NOW, pendingTurn: null })
      expect((await append(id, [{ seq: 1 }])).received).toEqual([
        { seq: 1, rev: 0, status: 'unchanged' },
      ])
      await expect(append(id, [{ seq: 2 }])).rejects.toMatchObject({ code: 'CONFLICT' })
      const again = await db.write('app', (sql) => closeConversation(sql, input))
      expect(again.lastEvent).toBe(closed.lastEvent)
    })

    test("another service's conversation is as unknown as one that never was", async () => {
      const id = await open('service:one')
      const scope = { openedBy: 'service:two' }
      const turns = [Turn.parse({ seq: 1, speaker: 'customer', text: '没到账' })]
      const attempt = (conversation: string) =>
        db.write('app', (sql) => appendTurns(sql, { id: conversation, scope, turns, now: NOW }))
      const hidden = await attempt(id).catch((error: Error) => error)
      const unknown = await attempt('c-none').catch((error: Error) => error)
      expect(hidden).toMatchObject({ code: 'NOT_FOUND', message: (unknown as Error).message })
    })

    test('many writers at once leave events without a gap', async () => {
      const id = await open()
      const writers = Array.from({ length: 20 }, (_, index) => append(id, [{ seq: index + 1 }]))
      await Promise.all(writers)
      const events = await eventsOf(id)
      expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1))
      expect(events.filter((event) => event.kind === 'turn-added')).toHaveLength(20)
    })

    test.each(['customer', 'agent'] as const)(
      'a turn of the %s that turns out to be a note of the system counts no more',
      async (speaker) => {
        const plain = await open()
        const note = { seq: 2, speaker: 'system' as const, text: '', rev: 1 }
        await append(plain, [{ seq: 1, speaker: 'customer', text: '没到账' }, note])
        const corrected = await open()
        await append(corrected, [{ seq: 1, speaker: 'customer', text: '没到账' }])
        await append(corrected, [{ seq: 2, speaker, text: '您好' }])
        await append(corrected, [note])
        expect(await stateOf(corrected)).toEqual(await stateOf(plain))
      },
    )

    test('any shuffled, repeated and cut delivery of the same turns ends in the same state', async () => {
      const told = fc
        .uniqueArray(
          fc.record({
            seq: fc.integer({ min: 1, max: 8 }),
            final: fc.boolean(),
            rev: fc.integer({ min: 0, max: 2 }),
            speaker: fc.constantFrom('customer' as const, 'agent' as const, 'system' as const),
            text: fc.constantFrom(
              '您好',
              '没到账',
              '请您先登录',
              '还有其他可以帮您的吗',
              '再见',
              '',
            ),
            at: fc.constantFrom('2026-11-21T01:00:00Z', '2026-11-21T09:30:00+08:00'),
          }),
          { selector: (one) => `${one.seq} ${one.final} ${one.rev}`, minLength: 1, maxLength: 12 },
        )
        .chain((turns) =>
          fc.tuple(
            fc.constant(turns),
            fc.shuffledSubarray([...turns, ...turns], { minLength: turns.length * 2 }),
            fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 24, maxLength: 24 }),
          ),
        )
      await fc.assert(
        fc.asyncProperty(told, async ([turns, delivery, sizes]) => {
          const plain = await open()
          await append(
            plain,
            turns.toSorted((a, b) => a.seq - b.seq || a.rev - b.rev),
          )
          const shuffled = await open()
          const rest = [...delivery]
          for (const size of sizes) {
            const batch = rest.splice(0, size).toSorted((a, b) => a.seq - b.seq)
            if (batch.length > 0) await append(shuffled, batch)
          }
          expect(await stateOf(shuffled)).toEqual(await stateOf(plain))
        }),
        { numRuns: 25 },
      )
    })
  })
