import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Suggestion } from '../../src/compose/types.ts'
import {
  addFeedback,
  openConversation,
  readEvents,
  readSuggestions,
} from '../../src/conversations/index.ts'
import { type Transcript, Turn } from '../../src/conversations/types.ts'
import { createLive } from '../../src/copilot/live.ts'
import { LIVE_SETTINGS } from '../../src/copilot/live-settings.ts'
import { receiveTurns } from '../../src/copilot/receive-turns.ts'
import { suggestNow } from '../../src/copilot/suggest-now.ts'
import type { Database } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { handClock } from '../support/hand-clock.ts'

const SETTINGS = {
  ...LIVE_SETTINGS,
  debounceMs: { hotline: 0, chat: 0, email: 0 },
  longestWaitMs: 0,
  refusalGridMs: 0,
}

for (const engine of engines)
  describe(`a need that comes back, ${engine.name}`, () => {
    let db: Database
    let desk: Desk
    beforeAll(async () => {
      desk = (await loadDesk('knowledge')).desk
      db = await engine.open()
    })
    afterAll(() => db.close())

    /** A knowledge base with one answer, of one generation. */
    async function world() {
      const clock = handClock()
      const state = { generation: 1, during: async () => {} }
      async function suggest({ turns }: Transcript): Promise<Suggestion> {
        await state.during()
        const forTurn = turns.findLast(({ speaker }) => speaker === 'customer')?.seq ?? 0
        const sentence = { text: '两小时内到账。', basis: 'phrase' as const, citations: [] }
        return {
          ...{ outcome: 'answer' as const, text: sentence.text, sentences: [sentence] },
          ...{ missing: [], guidance: [], findings: [], engine: 'extractive' as const },
          ...{ forTurn, generation: state.generation, ms: 0 },
        }
      }
      const live = createLive({ db, desk, clock, log: silentLog, settings: SETTINGS, suggest })
      const opened = {
        channel: 'chat',
        lang: null,
        openedBy: 'agent:demo',
        now: clock.now(),
      } as const
      const { id } = await db.write('app', (sql) => openConversation(sql, opened))
      return {
        ...{ id, state, live, clock },
        async say(seq: number, speaker: Turn['speaker'], text: string) {
          const turns = [Turn.parse({ seq, speaker, text })]
          const input = { id, scope: {}, turns, now: clock.now(), timers: desk.timers }
          live.turnsAppended(await db.write('app', (sql) => receiveTurns(sql, () => [], input)))
          await live.idle()
          clock.advance(1_000)
        },
        async told() {
          const events = await db.read('app', (sql) => readEvents(sql, id, 0, 100))
          return events
            .filter(({ kind }) => kind === 'suggestion-ready')
            .map(({ data }) => data.forTurn)
        },
        stored: () => db.read('app', (sql) => readSuggestions(sql, id, 100)),
        waiting: () =>
          db.read('app', async (sql) => {
            const [row] = await sql<{ turn: number | null }[]>`
              select pending_turn as turn from app.conversation where id = ${id}
            `
            return row?.turn
          }),
        ask() {
          const { signal } = new AbortController()
          const deps = { db, desk, clock, refusalGridMs: 0, suggest }
          return suggestNow(deps, { id, scope: {}, by: 'agent:demo', signal })
        },
      }
    }

    test('is told once, kept once, and nobody waits for it', async () => {
      const { say, told, stored, waiting } = await world()
      await say(1, 'customer', '充值没到账怎么办')
      await say(2, 'agent', '请您稍等')
      await say(3, 'customer', '充值没到账怎么办呢')
      expect(await told()).toEqual([1])
      expect(await stored()).toHaveLength(1)
      expect(await waiting()).toBeNull()
    })

    test('is told again when the knowledge has changed', async () => {
      const { say, told, state } = await world()
      await say(1, 'customer', '充值没到账怎么办')
      state.generation = 2
      await say(2, 'customer', '充值没到账怎么办')
      expect(await told()).toEqual([1, 2])
    })

    test('is told again when the customer insists, until the agent has used it', async () => {
      const { say, told, stored } = await world()
      await say(1, 'customer', '充值没到账怎么办')
      await say(2, 'agent', '请您稍等')
      await say(3, 'customer', '充值没到账怎么办，快点')
      expect(await told()).toEqual([1, 3])
      const shown = (await stored()).at(-1)!
      const verdict = { verdict: 'inserted', reason: null, finalText: null } as const
      const given = { scope: {}, givenBy: 'agent:demo', ...verdict, now: new Date() }
      await db.write('app', (sql) => addFeedback(sql, { suggestion: shown.id, ...given }))
      await say(4, 'agent', '两小时内到账。')
      await say(5, 'customer', '充值没到账怎么办，快点')
      expect(await told()).toEqual([1, 3])
    })

    test('is told whenever the agent asks for it', async () => {
      const { say, told, ask, stored } = await world()
      await say(1, 'customer', '充值没到账怎么办')
      await say(2, 'agent', '请您稍等')
      expect(await ask()).toMatchObject({ outcome: 'answer', forTurn: 1, feedback: null })
      expect(await told()).toEqual([1, 1])
      expect(await stored()).toHaveLength(2)
    })

    test('what is asked for while the customer goes on is answered for what they said last', async () => {
      const { say, told, ask, state, id, clock } = await world()
      await say(1, 'customer', '充值没到账怎么办')
      let isFirst = true
      state.during = async () => {
        if (!isFirst) return
        isFirst = false
        const turns = [Turn.parse({ seq: 2, speaker: 'customer', text: '还有怎么退款' })]
        const input = { id, scope: {}, turns, now: clock.now(), timers: desk.timers }
        await db.write('app', (sql) => receiveTurns(sql, () => [], input))
      }
      expect(await ask()).toMatchObject({ forTurn: 2 })
      expect(await told()).toEqual([1, 2])
    })

    test('asking before anybody has spoken, or after the end, says what to do instead', async () => {
      const { ask, id } = await world()
      await expect(ask()).rejects.toThrow('has not said anything')
      await db.write(
        'app',
        (sql) => sql`update app.conversation set closed_at = now() where id = ${id}`,
      )
      await expect(ask()).rejects.toThrow('closed')
    })
  })
