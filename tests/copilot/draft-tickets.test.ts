import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { systemClock } from '../../src/clock.ts'
import { appendTurns, closeConversation } from '../../src/conversations/index.ts'
import {
  createDrafter,
  DRAFTER_SETTINGS,
  type Drafter,
  type DrafterDeps,
} from '../../src/copilot/draft-tickets.ts'
import type { Live } from '../../src/copilot/live.ts'
import { withDrafting } from '../../src/copilot/with-drafting.ts'
import type { Database } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/index.ts'
import { silentLog } from '../../src/log.ts'
import type { TicketDraft } from '../../src/tickets/draft/types.ts'
import { engines } from '../support/engines.ts'
import { makeDraft, makeTicketDesk, T0, talk, ticketOf, told } from '../tickets/world.ts'

const made = (draft: TicketDraft) => ({ draft, triage: null })

/** A clock that stands until it is told to go on. */
function makeClock(): Clock & { pass(ms: number): void } {
  let now = T0.getTime()
  let waiting: { at: number; task: () => void }[] = []
  return {
    now: () => new Date(now),
    after(delayMs, task) {
      const timer = { at: now + delayMs, task }
      waiting.push(timer)
      return () => {
        waiting = waiting.filter((one) => one !== timer)
      }
    },
    pass(ms) {
      now += ms
      const due = waiting.filter((one) => one.at <= now)
      waiting = waiting.filter((one) => one.at > now)
      for (const { task } of due) task()
    },
  }
}

for (const engine of engines)
  describe(`drafting while people talk, ${engine.name}`, () => {
    let db: Database
    let desk: Desk
    let clock: ReturnType<typeof makeClock>
    let drafts: number[]
    const open: Drafter[] = []
    beforeAll(async () => {
      db = await engine.open()
      desk = await makeTicketDesk()
    })
    afterAll(() => db.close())
    beforeEach(() => {
      clock = makeClock()
      drafts = []
    })
    afterEach(async () => {
      for (const drafter of open.splice(0)) await drafter.close()
    })

    const start = (more: Partial<DrafterDeps> = {}): Drafter => {
      const drafter = createDrafter({
        ...{ db, desk, clock, log: silentLog, settings: DRAFTER_SETTINGS },
        readClass: async () => null,
        draft: async ({ turns }) => {
          drafts.push(turns.length)
          const problem = turns.map(({ text }) => text).join('；') || '无'
          return made(makeDraft(desk, { throughSeq: turns.length }, { problem }))
        },
        ...more,
      })
      open.push(drafter)
      return drafter
    }
    const say = (id: string, seq: number, text = `第${seq}句`) =>
      db.write('app', (sql) =>
        appendTurns(sql, {
          ...{ id, scope: {}, now: clock.now() },
          turns: [{ seq, speaker: seq % 2 ? 'customer' : 'agent', text, final: true, rev: 0 }],
        }),
      )
    const close = (id: string) =>
      db.write('app', (sql) =>
        closeConversation(sql, { id, scope: {}, now: clock.now(), by: 'agent:ana' }),
      )
    const problemOf = async (id: string) =>
      (await ticketOf(db, id))?.body.places['field.problem']?.value

    test('waits for quiet, drafts once for a burst, and is there when the conversation ends', async () => {
      const drafter = start()
      const id = await talk(db)
      for (const seq of [1, 2, 3]) {
        await say(id, seq)
        drafter.turnsChanged(id)
        clock.pass(DRAFTER_SETTINGS.quietMs / 2)
      }
      expect(drafts).toEqual([])
      clock.pass(DRAFTER_SETTINGS.quietMs / 2)
      await drafter.idle()
      expect(drafts).toEqual([3])
      await say(id, 4)
      await close(id)
      drafter.ended(id)
      clock.pass(0)
      await drafter.idle()
      expect([drafts, await problemOf(id)]).toEqual([[3, 4], '第1句；第2句；第3句；第4句'])
      expect((await told(db, id)).filter(({ kind }) => kind === 'ticket-drafted')).toHaveLength(2)
    })

    test('a talk without a pause is drafted all the same', async () => {
      const drafter = start()
      const id = await talk(db)
      const { quietMs, longestWaitMs } = DRAFTER_SETTINGS
      const turns = Math.ceil(longestWaitMs / (quietMs / 2))
      for (let seq = 1; seq <= turns; seq++) {
        await say(id, seq)
        drafter.turnsChanged(id)
        clock.pass(quietMs / 2)
      }
      await drafter.idle()
      expect(drafts).toEqual([turns])
    })

    test('what a process that died left behind is taken up by another, once', async () => {
      const id = await talk(db)
      await say(id, 1)
      const drafter = start()
      await drafter.takeUpForgotten()
      clock.pass(0)
      await drafter.idle()
      // Somebody else may just be waiting for quiet.
      expect(drafts).toEqual([])
      clock.pass(DRAFTER_SETTINGS.takeOverMs + 1)
      await drafter.takeUpForgotten()
      clock.pass(0)
      await drafter.idle()
      await drafter.takeUpForgotten()
      clock.pass(0)
      await drafter.idle()
      expect([drafts, await problemOf(id)]).toEqual([[1], '第1句'])
    })

    test('a draft that fails is tried again a few times, and then left until more is said', async () => {
      let tries = 0
      const id = await talk(db)
      const drafter = start({
        draft: async ({ turns, id: drafted }) => {
          if (drafted === id) tries += 1
          if (turns.length < 2) throw new Error('cannot')
          return made(makeDraft(desk))
        },
      })
      await say(id, 1)
      for (let round = 0; round < 6; round++) {
        clock.pass(DRAFTER_SETTINGS.takeOverMs + 1)
        await drafter.takeUpForgotten()
        clock.pass(0)
        await drafter.idle()
      }
      expect(tries).toBe(3)
      await say(id, 2)
      drafter.turnsChanged(id)
      clock.pass(DRAFTER_SETTINGS.quietMs)
      await drafter.idle()
      expect((await ticketOf(db, id))?.state).toBe('draft')
    })

    test('a conversation that has gone, or holds nothing, is no trouble', async () => {
      const drafter = start()
      expect(await drafter.draftNow('c-none')).toBe('gone')
      const id = await talk(db)
      const nothing = { fields: [], personal: {}, summary: [] }
      const other = start({ draft: async () => made(makeDraft(desk, nothing)) })
      expect(await other.draftNow(id)).toBe('nothing')
    })

    test('whoever tells the runner of turns tells the drafts; partial results are not drafted', async () => {
      const drafter = start()
      const live = { turnsAppended: () => {}, stop: () => {} } as unknown as Live
      const both = withDrafting(live, drafter)
      const id = await talk(db)
      both.turnsAppended({ ...(await say(id, 1)), changed: [] })
      clock.pass(DRAFTER_SETTINGS.quietMs)
      await drafter.idle()
      expect(drafts).toEqual([])
      both.turnsAppended(await say(id, 2))
      both.stop(id)
      clock.pass(0)
      await drafter.idle()
      expect(drafts).toEqual([2])
    })

    test('drafted with the class of an earlier state it is drafted once more, when the present one may be known', async () => {
      const seen: (number | null)[] = []
      let version = 1
      const drafter = start({
        readClass: async () => ({ version, triage: { urgent: [version] } as never }),
        draft: async (_, { classification }) => {
          seen.push((classification?.urgent[0] as unknown as number) ?? null)
          return made(makeDraft(desk))
        },
      })
      const id = await talk(db)
      await say(id, 1)
      await say(id, 2)
      drafter.ended(id)
      for (let i = 0; i < 4; i++) {
        clock.pass(DRAFTER_SETTINGS.quietMs)
        await new Promise((resolve) => setTimeout(resolve, 30))
        version = 2
      }
      await drafter.idle()
      expect(seen).toEqual([1, 2])
    })

    test('one draft at a time, and the clock of the machine is enough', async () => {
      let running = 0
      let most = 0
      const drafter = start({
        clock: systemClock,
        draft: async () => {
          most = Math.max(most, ++running)
          await new Promise((resolve) => setTimeout(resolve, 2))
          running -= 1
          return made(makeDraft(desk))
        },
      })
      const ids = await Promise.all([1, 2, 3, 4, 5].map(() => talk(db)))
      for (const id of ids) drafter.ended(id)
      await drafter.idle()
      expect(most).toBe(1)
    })
  })
