import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  appendTurns,
  closeConversation,
  dropConversation,
  openConversation,
  readConversation,
  readEvents,
  readTimer,
  reopenConversation,
  resumeTimer,
  scheduleCallBack,
} from '../../src/conversations/index.ts'
import { Turn } from '../../src/conversations/types.ts'
import { fireDueTimers } from '../../src/copilot/fire-timers.ts'
import { receiveTurns } from '../../src/copilot/receive-turns.ts'
import { type Database, openDatabase } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { type HandClock, handClock } from '../support/hand-clock.ts'
import { urlOf } from '../support/server-engine.ts'

type Channel = 'chat' | 'hotline' | 'email'
const MINUTE = 60_000

for (const engine of engines)
  describe(`timers, ${engine.name}`, () => {
    let db: Database
    let desk: Desk
    let clock: HandClock
    beforeAll(async () => {
      desk = (await loadDesk('knowledge')).desk
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      clock = handClock()
      await db.write('app', (sql) => sql`delete from app.conversation`)
    })

    const fire = (of: Database = db) => fireDueTimers({ db: of, desk, clock, log: silentLog })

    async function open(
      channel: Channel = 'chat',
      lang: 'zh-Hans' | 'zh-Hant' | 'en' | null = null,
    ) {
      const input = { channel, lang, openedBy: 'agent:demo', now: clock.now() }
      return (await db.write('app', (sql) => openConversation(sql, input))).id
    }
    function say(id: string, seq: number, speaker: Turn['speaker'], text: string, more = {}) {
      const turns = [Turn.parse({ seq, speaker, text, ...more })]
      const input = { id, scope: {}, turns, now: clock.now(), timers: desk.timers }
      return db.write('app', (sql) => receiveTurns(sql, () => [], input))
    }
    async function told(id: string) {
      const events = await db.read('app', (sql) => readEvents(sql, id, 0, 500))
      return events
        .filter(({ kind }) => kind === 'timer-due')
        .map(({ data, at }) => ({ ...data, at }) as Record<string, unknown>)
    }
    const kinds = async (id: string) => (await told(id)).map(({ kind }) => kind)
    /** Time goes by in steps, as it does for a server that looks every so often. */
    async function pass(ms: number, stepMs = 5_000) {
      for (let gone = 0; gone < ms; gone += stepMs) {
        clock.advance(Math.min(stepMs, ms - gone))
        await fire()
      }
    }

    test('a customer in a chat waits three minutes at most, and the agent is warned before', async () => {
      const id = await open()
      await say(id, 1, 'customer', '充值没到账')
      await pass(134_000)
      expect(await kinds(id)).toEqual([])
      await pass(1_000)
      expect(await told(id)).toMatchObject([
        {
          kind: 'reply-warning',
          since: '2026-11-21T02:00:00.000Z',
          due: '2026-11-21T02:02:15.000Z',
          turn: 1,
          next: { kind: 'reply-overdue', due: '2026-11-21T02:03:00.000Z' },
        },
      ])
      await pass(45_000)
      expect(await kinds(id)).toEqual(['reply-warning', 'reply-overdue'])
      await pass(20 * MINUTE, MINUTE)
      expect(await kinds(id)).toEqual(['reply-warning', 'reply-overdue'])
    })

    test('more words of the customer do not begin the wait anew, before it is over or after', async () => {
      const id = await open()
      await say(id, 1, 'customer', '充值没到账')
      await pass(2 * MINUTE)
      await say(id, 2, 'customer', '有人吗')
      await pass(MINUTE)
      expect(await kinds(id)).toEqual(['reply-warning', 'reply-overdue'])
      await say(id, 3, 'customer', '还要等多久')
      await pass(10 * MINUTE, MINUTE)
      expect(await kinds(id)).toEqual(['reply-warning', 'reply-overdue'])
    })

    test('an answer ends the wait; the next question begins another', async () => {
      const id = await open()
      await say(id, 1, 'customer', '充值没到账')
      await pass(2 * MINUTE)
      await say(id, 2, 'agent', '请您稍等，我查一下')
      await pass(2 * MINUTE)
      expect(await kinds(id)).toEqual([])
      await say(id, 3, 'customer', '好了吗')
      await pass(140_000)
      expect(await told(id)).toMatchObject([{ kind: 'reply-warning', turn: 3 }])
    })

    for (const [lang, question, answer, reminder] of [
      [
        'zh-Hans',
        '充值没到账怎么办',
        '请您退出后重新登录',
        '请问您还在吗？如果还需要帮助，请回复我。',
      ],
      ['zh-Hant', '儲值沒有入帳怎麼辦', '請您登出後重新登入', '請問您還在線上嗎？'],
      ['en', 'My top-up has not arrived', 'Please sign out and in again', 'Are you still there?'],
    ] as const)
      test(`a silent customer is reminded after three minutes and the chat closed after five (${lang})`, async () => {
        const id = await open()
        await say(id, 1, 'customer', question)
        await say(id, 2, 'agent', answer)
        await pass(3 * MINUTE)
        const [first] = await told(id)
        expect(first).toMatchObject({ kind: 'idle-reminder', due: '2026-11-21T02:03:00.000Z' })
        expect(desk.phrases['idle-3'][lang]).toContain(first?.phrase)
        await say(id, 3, 'agent', reminder)
        await pass(2 * MINUTE)
        const second = (await told(id))[1]
        expect(second).toMatchObject({
          kind: 'idle-close',
          due: '2026-11-21T02:05:00.000Z',
          next: null,
        })
        expect(String(second?.phrase)).not.toContain('{{')
        expect(String(second?.phrase)).toMatch(/再见|再見|goodbye/i)
        const events = await db.read('app', (sql) => readEvents(sql, id, 0, 500))
        expect(events.at(-1)).toMatchObject({
          kind: 'conversation-closed',
          data: { reason: 'idle' },
        })
        const { closedAt } = await db.read('app', (sql) => readConversation(sql, id, {}))
        expect(closedAt).toEqual(new Date('2026-11-21T02:05:00Z'))
        expect(await db.read('app', (sql) => readTimer(sql, id))).toBeNull()
      })

    test('what else the agent says lets the silence begin anew, a word of the customer ends it', async () => {
      const id = await open()
      await say(id, 1, 'customer', '充值没到账怎么办')
      await say(id, 2, 'agent', '请您重新登录')
      await pass(2 * MINUTE)
      await say(id, 3, 'agent', '另外请更新到最新版本')
      await pass(2 * MINUTE)
      expect(await kinds(id)).toEqual([])
      await pass(MINUTE)
      expect(await kinds(id)).toEqual(['idle-reminder'])
      await say(id, 4, 'customer', '我在试')
      await say(id, 5, 'agent', '好的，您慢慢试')
      await pass(170_000)
      expect(await kinds(id)).toEqual(['idle-reminder'])
    })

    test('who has said goodbye is not asked whether they are there; the chat is closed later', async () => {
      const id = await open()
      await say(id, 1, 'customer', '怎么退款')
      await say(id, 2, 'agent', '您可以在订单页申请退款。')
      await say(id, 3, 'customer', '没有别的问题了，谢谢，再见')
      await pass(6 * MINUTE, MINUTE)
      expect(await kinds(id)).toEqual(['idle-close'])
    })

    test('a partial result, a note of the system and a repeated turn start and end nothing', async () => {
      const id = await open()
      await say(id, 1, 'customer', '充值', { final: false })
      expect(await db.read('app', (sql) => readTimer(sql, id))).toBeNull()
      await say(id, 1, 'customer', '充值没到账')
      const before = await db.read('app', (sql) => readTimer(sql, id))
      clock.advance(MINUTE)
      await say(id, 1, 'customer', '充值没到账')
      await say(id, 2, 'system', '客户进入排队')
      expect(await db.read('app', (sql) => readTimer(sql, id))).toEqual(before)
    })

    test('turns that come late change nothing of who waits for whom', async () => {
      const id = await open()
      await say(id, 3, 'agent', '请您重新登录')
      clock.advance(MINUTE)
      await say(id, 2, 'customer', '充值没到账')
      expect(await db.read('app', (sql) => readTimer(sql, id))).toMatchObject({
        kind: 'idle-reminder',
        since: new Date('2026-11-21T02:00:00Z'),
      })
    })

    test('on a hotline nothing counts down; a lost line is called back', async () => {
      const id = await open('hotline', 'zh-Hans')
      await say(id, 1, 'customer', '喂我要查一下充值')
      await say(id, 2, 'agent', '好的请讲')
      await pass(10 * MINUTE, MINUTE)
      expect(await kinds(id)).toEqual([])
      await drop(id)
      await say(id, 3, 'customer', '喂喂')
      await pass(9 * MINUTE, MINUTE)
      expect(await kinds(id)).toEqual([])
      await drop(id)
      await pass(MINUTE)
      expect(await told(id)).toMatchObject([
        { kind: 'call-back', turn: null, phrase: expect.stringMatching(/中断.*回电/) },
      ])
      await pass(60 * MINUTE, 10 * MINUTE)
      expect(await kinds(id)).toEqual(['call-back'])
    })

    test('a chat whose line is back is waited after again, and needs no calling back', async () => {
      const id = await open()
      await say(id, 1, 'customer', '怎么退款')
      await say(id, 2, 'agent', '请您看一下订单页')
      await drop(id)
      await pass(2 * MINUTE)
      await db.write('app', async (sql) => {
        const by = { id, scope: {}, now: clock.now(), by: 'agent:demo' }
        await resumeTimer(sql, await reopenConversation(sql, by), desk.timers, clock.now())
      })
      await pass(3 * MINUTE)
      expect(await kinds(id)).toEqual(['idle-reminder'])
    })

    function drop(id: string) {
      const by = { id, scope: {}, now: clock.now(), by: 'agent:demo' }
      return db.write('app', async (sql) => {
        await scheduleCallBack(sql, await dropConversation(sql, by), desk.timers, clock.now())
      })
    }

    test('an e-mail is waited for as long as the desk says', async () => {
      const id = await open('email', 'en')
      await say(id, 1, 'customer', 'How do I get a refund?')
      await pass(420 * MINUTE, 60 * MINUTE)
      expect(await kinds(id)).toEqual(['reply-warning'])
      await pass(60 * MINUTE, 60 * MINUTE)
      await say(id, 2, 'agent', 'Dear Tom, please see the order page.')
      await pass(3 * 24 * 60 * MINUTE, 12 * 60 * MINUTE)
      expect(await kinds(id)).toEqual(['reply-warning', 'reply-overdue'])
    })

    test('a closed conversation is told nothing more', async () => {
      const id = await open()
      await say(id, 1, 'customer', '充值没到账')
      await db.write('app', (sql) => closeConversation(sql, { id, scope: {}, now: clock.now() }))
      await pass(10 * MINUTE, MINUTE)
      expect(await kinds(id)).toEqual([])
    })

    test('after a long stop each timer is told once, and nobody is closed out without a reminder', async () => {
      const waiting = await open()
      await say(waiting, 1, 'customer', '充值没到账')
      const silent = await open()
      await say(silent, 1, 'agent', '您好，请问有什么可以帮您？')
      clock.jumpTo('2026-11-22T09:00:00Z')
      await fire()
      expect(await kinds(waiting)).toEqual(['reply-overdue'])
      expect(await told(silent)).toMatchObject([
        { kind: 'idle-reminder', next: { kind: 'idle-close', due: '2026-11-22T09:02:00.000Z' } },
      ])
      await pass(2 * MINUTE)
      expect(await kinds(silent)).toEqual(['idle-reminder', 'idle-close'])
    })

    test('a clock that is set back fires nothing twice', async () => {
      const id = await open()
      await say(id, 1, 'customer', '充值没到账')
      await pass(3 * MINUTE)
      clock.jumpTo('2026-11-21T01:00:00Z')
      await pass(30 * MINUTE, MINUTE)
      clock.jumpTo('2026-11-21T03:00:00Z')
      await fire()
      expect(await kinds(id)).toEqual(['reply-warning', 'reply-overdue'])
    })

    test('several processes that look at once fire each timer once, while turns come in', async () => {
      const others = await sameDatabase(engine.name, db, 2)
      const ids = await Promise.all(Array.from({ length: 24 }, () => open()))
      for (const id of ids) await say(id, 1, 'customer', '充值没到账')
      clock.advance(136_000)
      const late = ids.slice(0, 8)
      await Promise.all([
        ...[db, ...others, db, ...others].map((one) => fire(one)),
        ...late.map((id) => say(id, 2, 'customer', '请快一点')),
      ])
      await fire()
      const fired = await Promise.all(ids.map(kinds))
      expect(fired).toEqual(ids.map(() => ['reply-warning']))
      for (const other of others) await other.close()
    }, 30_000)

    test('a timer that cannot be fired keeps no other waiting', async () => {
      const broken = await open('email', 'en')
      await say(broken, 1, 'customer', 'Where is my refund?')
      clock.advance(480 * MINUTE)
      const id = await open()
      await say(id, 1, 'customer', '充值没到账')
      clock.advance(3 * MINUTE)
      const channels = { ...desk.timers.channels }
      Object.defineProperty(channels, 'email', {
        get: () => {
          throw new Error('broken')
        },
      })
      const brokenDesk = { ...desk, timers: { ...desk.timers, channels } }
      await fireDueTimers({ db, desk: brokenDesk, clock, log: silentLog })
      expect([await kinds(broken), await kinds(id)]).toEqual([[], ['reply-overdue']])
      await fire()
      expect(await kinds(broken)).toEqual(['reply-overdue'])
    })

    test('whoever appends without a desk sets no timer', async () => {
      const id = await open()
      const turns = [Turn.parse({ seq: 1, speaker: 'customer', text: '充值没到账' })]
      const input = { id, scope: {}, turns, now: clock.now() }
      await db.write('app', (sql) => appendTurns(sql, input))
      expect(await db.read('app', (sql) => readTimer(sql, id))).toBeNull()
    })
  })

/** More pools on the same database where the engine has room for them, or else the same door again. */
async function sameDatabase(engine: string, db: Database, count: number): Promise<Database[]> {
  if (engine !== 'server')
    return Array.from({ length: count }, () => ({ ...db, close: async () => {} }))
  const [row] = await db.read(
    'app',
    (sql) => sql<{ name: string }[]>`select current_database() as name`,
  )
  const open = () => openDatabase({ log: silentLog, databaseUrl: urlOf(row!.name) })
  return Promise.all(Array.from({ length: count }, open))
}
