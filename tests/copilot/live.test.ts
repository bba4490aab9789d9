import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Suggestion } from '../../src/compose/types.ts'
import {
  appendTurns,
  closeConversation,
  openConversation,
  readEvents,
  readSuggestions,
} from '../../src/conversations/index.ts'
import { type Transcript, Turn } from '../../src/conversations/types.ts'
import { createLive, type Live } from '../../src/copilot/live.ts'
import { LIVE_SETTINGS, type LiveSettings } from '../../src/copilot/live-settings.ts'
import type { Database } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { handClock } from '../support/hand-clock.ts'

function answerTo(transcript: Transcript): Suggestion {
  const last = transcript.turns.findLast((turn) => turn.speaker === 'customer')
  return {
    outcome: last?.text === '谢谢' ? 'nothing' : 'answer',
    text: transcript.turns.map((turn) => turn.text).join('|'),
    sentences: [],
    missing: [],
    guidance: [],
    findings: [],
    engine: 'extractive',
    forTurn: last?.seq ?? 0,
    generation: 1,
    ms: 0,
  }
}

for (const engine of engines)
  describe(`when the copilot speaks, ${engine.name}`, () => {
    let db: Database
    let desk: Desk
    beforeAll(async () => {
      desk = (await loadDesk('knowledge')).desk
      db = await engine.open()
    })
    afterAll(() => db.close())

    type World = {
      clock: ReturnType<typeof handClock>
      live: Live
      id: string
      runs: string[]
      aborted: string[]
      append(...turns: (Partial<Turn> & { seq: number })[]): Promise<void>
      told(): Promise<string[]>
    }
    async function world(
      more: {
        settings?: Partial<LiveSettings>
        suggest?: (t: Transcript) => Promise<Suggestion>
      } = {},
    ): Promise<World> {
      const clock = handClock()
      const runs: string[] = []
      const aborted: string[] = []
      const live = createLive({
        ...{ db, desk },
        clock,
        log: silentLog,
        settings: { ...LIVE_SETTINGS, ...more.settings },
        suggest: async (transcript, { signal }) => {
          const made = answerTo(transcript)
          runs.push(made.text)
          signal.addEventListener('abort', () => aborted.push(made.text))
          return (await more.suggest?.(transcript)) ?? made
        },
      })
      const opened = {
        channel: 'chat',
        lang: null,
        openedBy: 'agent:demo',
        now: clock.now(),
      } as const
      const { id } = await db.write('app', (sql) => openConversation(sql, opened))
      return {
        ...{ clock, live, id, runs, aborted },
        async append(...turns) {
          const full = turns.map((one) => Turn.parse({ speaker: 'customer', text: '？', ...one }))
          const input = { id, scope: {}, turns: full, now: clock.now() }
          live.turnsAppended(await db.write('app', (sql) => appendTurns(sql, input)))
        },
        async told() {
          const events = await db.read('app', (sql) => readEvents(sql, id, 0, 100))
          return events
            .filter((event) => event.kind.startsWith('suggestion-'))
            .map(({ kind, data }) => `${kind} ${data.text ?? data.reason}`)
        },
      }
    }
    const AT_ONCE = { debounceMs: { hotline: 0, chat: 0, email: 0 }, longestWaitMs: 0 }

    test('after a burst of turns it answers once, for all of it', async () => {
      const { clock, live, append, runs, told } = await world()
      await append({ seq: 1, text: '你好' })
      clock.advance(900)
      await append({ seq: 2, text: '充值' })
      clock.advance(900)
      await append({ seq: 3, text: '没到账' })
      expect(runs).toEqual([])
      clock.advance(1_000)
      await live.idle()
      expect(runs).toEqual(['你好|充值|没到账'])
      expect(await told()).toEqual(['suggestion-ready 你好|充值|没到账'])
    })

    test('it does not wait for ever while the customer goes on and on', async () => {
      const { clock, append, live, runs } = await world()
      for (let seq = 1; seq <= 4; seq++) {
        await append({ seq, text: `${seq}` })
        clock.advance(800)
      }
      await live.idle()
      expect(runs[0]).toBe('1|2|3|4')
    })

    test('a partial result puts off what has not begun, and is never answered itself', async () => {
      const { clock, append, live, runs } = await world()
      await append({ seq: 1, text: '充值' })
      clock.advance(900)
      await append({ seq: 2, text: '没', final: false })
      clock.advance(900)
      expect(runs).toEqual([])
      clock.advance(200)
      await live.idle()
      expect(runs).toEqual(['充值'])
    })

    test('a result for a past state is cancelled, thrown away and never told', async () => {
      let release = (): void => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const suggest = async (transcript: Transcript) => {
        if (transcript.turns.length === 1) await held
        return answerTo(transcript)
      }
      const { append, live, aborted, told, runs } = await world({ settings: AT_ONCE, suggest })
      await append({ seq: 1, text: '一' })
      await expect.poll(() => runs).toEqual(['一'])
      await append({ seq: 2, text: '二' })
      expect(aborted).toEqual(['一'])
      release()
      await live.idle()
      expect(await told()).toEqual(['suggestion-ready 一|二'])
    })

    test('once the agent has answered, nothing is suggested any more', async () => {
      const { clock, append, live, told, runs } = await world()
      await append({ seq: 1, text: '充值' })
      await append({ seq: 2, speaker: 'agent', text: '好的' })
      clock.advance(10_000)
      await live.idle()
      expect([runs, await told()]).toEqual([[], []])
    })

    test('news that arrives in another order than it was written stops nothing', async () => {
      const { live, told, id, clock } = await world({ settings: AT_ONCE })
      const append = (turn: Turn) =>
        db.write('app', (sql) =>
          appendTurns(sql, { id, scope: {}, turns: [turn], now: clock.now() }),
        )
      const agent = await append(Turn.parse({ seq: 1, speaker: 'agent', text: '您好' }))
      const customer = await append(Turn.parse({ seq: 2, speaker: 'customer', text: '充值' }))
      live.turnsAppended(customer)
      live.turnsAppended(agent)
      await live.idle()
      expect(await told()).toEqual(['suggestion-ready 您好|充值'])
    })

    test('small talk is stored and not told', async () => {
      const { append, live, told, id } = await world({ settings: AT_ONCE })
      await append({ seq: 1, text: '谢谢' })
      await live.idle()
      expect(await told()).toEqual([])
      const stored = await db.read('app', (sql) => readSuggestions(sql, id, 10))
      expect(stored).toMatchObject([{ outcome: 'nothing', forTurn: 1 }])
    })

    test('a turn revised again and again is run three times at once, then after quiet', async () => {
      const settings = { debounceMs: AT_ONCE.debounceMs }
      const { clock, append, live, runs, told } = await world({ settings })
      for (let rev = 0; rev < 6; rev++) {
        await append({ seq: 1, rev, text: `第${rev}版` })
        await live.idle().catch(() => {})
        if (rev >= 2) break
      }
      for (let rev = 3; rev < 6; rev++) await append({ seq: 1, rev, text: `第${rev}版` })
      expect(runs).toHaveLength(3)
      clock.advance(LIVE_SETTINGS.longestWaitMs)
      await live.idle()
      expect(runs.slice(3)).toEqual(['第5版'])
      expect((await told()).at(-1)).toBe('suggestion-ready 第5版')
    })

    test('two processes on one conversation tell one suggestion for its last state', async () => {
      const first = await world({ settings: AT_ONCE })
      const runs: string[] = []
      const second = createLive({
        ...{ db, desk },
        clock: first.clock,
        log: silentLog,
        settings: { ...LIVE_SETTINGS, ...AT_ONCE },
        suggest: async (transcript) => {
          runs.push(transcript.turns.map((turn) => turn.text).join('|'))
          return answerTo(transcript)
        },
      })
      const turns = [1, 2].map((seq) => Turn.parse({ seq, speaker: 'customer', text: `${seq}` }))
      const append = (turn: Turn) =>
        db.write('app', (sql) =>
          appendTurns(sql, { id: first.id, scope: {}, turns: [turn], now: first.clock.now() }),
        )
      const one = await append(turns[0]!)
      const two = await append(turns[1]!)
      first.live.turnsAppended(one)
      second.turnsAppended(two)
      await Promise.all([first.live.idle(), second.idle()])
      expect(await first.told()).toEqual(['suggestion-ready 1|2'])
    })

    test('when others go first, a conversation keeps its place and is answered for all that was said', async () => {
      let release = (): void => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      const suggest = async (transcript: Transcript) => {
        if (transcript.turns[0]?.text === '先') await held
        return answerTo(transcript)
      }
      const { append, live, told, runs, id } = await world({
        settings: { ...AT_ONCE, runsAtOnce: 1 },
        suggest,
      })
      const other = {
        channel: 'chat',
        lang: null,
        openedBy: 'agent:demo',
        now: new Date(),
      } as const
      const first = await db.write('app', (sql) => openConversation(sql, other))
      const turns = [Turn.parse({ seq: 1, speaker: 'customer', text: '先' })]
      const input = { id: first.id, scope: {}, turns, now: new Date() }
      live.turnsAppended(await db.write('app', (sql) => appendTurns(sql, input)))
      await expect.poll(() => runs).toEqual(['先'])
      for (let seq = 1; seq <= 5; seq++) await append({ seq, text: `${seq}` })
      release()
      await live.idle()
      expect([id, runs, await told()]).toEqual([
        id,
        ['先', '1|2|3|4|5'],
        ['suggestion-ready 1|2|3|4|5'],
      ])
    })

    test('a refusal waits for its instant and keeps no answer waiting', async () => {
      const refusal = (transcript: Transcript): Suggestion => {
        const made = answerTo(transcript)
        return made.text === '未知' ? { ...made, outcome: 'no-answer', ms: 7.3 } : made
      }
      const settings = { ...AT_ONCE, runsAtOnce: 1, refusalGridMs: 250 }
      const { clock, live, append, told, id } = await world({
        settings,
        suggest: async (transcript) => refusal(transcript),
      })
      const opened = { channel: 'chat', lang: null, openedBy: 'agent:demo' } as const
      const { id: other } = await db.write('app', (sql) =>
        openConversation(sql, { ...opened, now: clock.now() }),
      )
      await append({ seq: 1, text: '未知' })
      const turn = Turn.parse({ seq: 1, speaker: 'customer', text: '已知' })
      const input = { id: other, scope: {}, turns: [turn], now: clock.now() }
      live.turnsAppended(await db.write('app', (sql) => appendTurns(sql, input)))
      const suggested = (of: string) => db.read('app', (sql) => readSuggestions(sql, of, 9))
      await vi.waitFor(async () => expect(await suggested(other)).toHaveLength(1))
      expect(await told()).toEqual([])
      clock.advance(249)
      expect(await told()).toEqual([])
      clock.advance(1)
      await live.idle()
      expect(await told()).toEqual(['suggestion-ready 未知'])
      expect((await suggested(id))[0]).toMatchObject({ outcome: 'no-answer', ms: 250 })
    })

    test('a turn said while a refusal waits takes its place', async () => {
      const { clock, live, append, told, runs } = await world({
        settings: { ...AT_ONCE, refusalGridMs: 250 },
        suggest: async (transcript) => ({ ...answerTo(transcript), outcome: 'no-answer' }),
      })
      await append({ seq: 1, text: '未知' })
      await vi.waitFor(() => expect(runs).toHaveLength(1))
      clock.advance(100)
      await append({ seq: 2, text: '还有' })
      await vi.waitFor(() => expect(runs).toHaveLength(2))
      await vi.waitFor(async () => {
        clock.advance(250)
        expect(await told()).toEqual(['suggestion-ready 未知|还有'])
      })
      await live.idle()
    })

    test('what a dead process left waiting is taken up by another, once', async () => {
      const { id, append, live, told, clock } = await world()
      await append({ seq: 1, text: '充值' })
      await live.close()
      const others = [1, 2].map(() =>
        createLive({
          ...{ db, desk },
          clock,
          log: silentLog,
          settings: { ...LIVE_SETTINGS, ...AT_ONCE },
          suggest: async (transcript) => answerTo(transcript),
        }),
      )
      await Promise.all(others.map((other) => other.takeUpForgotten()))
      expect(await told()).toEqual([])
      clock.advance(LIVE_SETTINGS.takeOverMs + 1)
      await Promise.all(others.map((other) => other.takeUpForgotten()))
      await Promise.all(others.map((other) => other.idle()))
      expect([id, await told()]).toEqual([id, ['suggestion-ready 充值']])
    })

    test('a run that fails is tried again and then given up, so that nobody waits for ever', async () => {
      const suggest = () => Promise.reject(new Error('broken'))
      const { append, live, told, clock, runs } = await world({ settings: AT_ONCE, suggest })
      await append({ seq: 1, text: '充值' })
      for (let round = 0; round < 6; round++) {
        await live.idle()
        clock.advance(LIVE_SETTINGS.takeOverMs + 1)
        await live.takeUpForgotten()
      }
      expect(runs).toHaveLength(1 + LIVE_SETTINGS.maxTries)
      expect(await told()).toEqual(['suggestion-withdrawn failed'])
    })

    test('a conversation that is closed meanwhile gets no suggestion', async () => {
      const { id, append, live, told, clock } = await world()
      await append({ seq: 1, text: '充值' })
      const input = { id, scope: {}, now: clock.now() }
      await db.write('app', (sql) => closeConversation(sql, input))
      clock.advance(1_000)
      await live.idle()
      expect(await told()).toEqual([])
    })
  })
