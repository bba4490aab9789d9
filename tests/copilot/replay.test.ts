import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import {
  openConversation,
  readConversation,
  readSuggestions,
  readTurns,
} from '../../src/conversations/index.ts'
import type { Turn } from '../../src/conversations/types.ts'
import { createLive } from '../../src/copilot/live.ts'
import { LIVE_SETTINGS } from '../../src/copilot/live-settings.ts'
import { receiveTurns } from '../../src/copilot/receive-turns.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import type { Database } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { handClock } from '../support/hand-clock.ts'

const CUSTOMER = [
  ...['充值两小时了还没到账', '会员怎么退款', '那手续费是多少？', '你好', '谢谢'],
  ...['儲值的星幣沒有到帳', '我的訂單號是 20261121123', '我很生氣，等了好久'],
  ...[
    'How do I cancel my membership?',
    'and for the yearly plan?',
    'ok thanks',
    '怎么把头像换成会飞的猫',
  ],
]
const AGENT = [
  ...['您好，这里是星河阅读客服', '请问您的订单号是多少？', '请稍等，我帮您查一下'],
  ...['Let me check this for you.', '還有其他可以幫您的嗎'],
]

/** What is said in one place, in its order of revision: partial results, a final one, corrections. */
const place = fc
  .record({
    speaker: fc.constantFrom(
      'customer' as const,
      'customer' as const,
      'agent' as const,
      'system' as const,
    ),
    customer: fc.constantFrom(...CUSTOMER),
    agent: fc.constantFrom(...AGENT),
    partials: fc.integer({ min: 0, max: 2 }),
    correction: fc.option(fc.constantFrom(...CUSTOMER), { nil: undefined, freq: 5 }),
  })
  .map(({ speaker, customer, agent, partials, correction }) => {
    const text = { customer, agent, system: '转接中' }[speaker]
    const said = Array.from({ length: partials }, (_, rev) => ({
      ...{ speaker, final: false, rev },
      text: text.slice(0, 1 + rev),
    }))
    const last = { speaker, text, final: true, rev: partials }
    const corrected = { speaker, text: correction ?? '', final: true, rev: partials + 1 }
    return [...said, last, ...(correction && speaker === 'customer' ? [corrected] : [])]
  })

const talk = fc
  .array(place, { minLength: 1, maxLength: 7 })
  .map((places) => places.flatMap((said, index) => said.map((one) => ({ seq: index + 1, ...one }))))

/** In what order, how often, in what pieces, and after what pauses the same turns arrive. */
const delivery = talk.chain((turns) =>
  fc.record({
    turns: fc.constant(turns),
    arriving: fc.array(fc.nat({ max: turns.length - 1 }), { maxLength: 6 }).chain((again) =>
      fc.shuffledSubarray([...turns, ...again.map((index) => turns[index]!)], {
        minLength: turns.length + again.length,
      }),
    ),
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 40, maxLength: 40 }),
    pauses: fc.array(fc.constantFrom(0, 300, 1_100, 4_000), { minLength: 40, maxLength: 40 }),
  }),
)

describe('the same turns, however they arrive', () => {
  let folder: string
  let db: Database
  let desk: Desk
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecue-replay-'))
    for (const part of ['recharge', 'membership'])
      await cp(join('knowledge/articles', part), join(folder, 'articles', part), {
        recursive: true,
      })
    db = await openEmbedded()
    desk = (await loadDesk('knowledge')).desk
    await indexFolder(db, { knowledgeDir: folder, log: silentLog })
  }, 60_000)
  afterAll(async () => {
    await db.close()
    await rm(folder, { recursive: true })
  })

  /** Delivers batches with pauses after them, and says how the conversation stands in the end. */
  async function deliver(batches: { turns: Turn[]; pauseMs: number }[]) {
    const clock = handClock()
    const live = createLive({
      ...{ db, desk, clock, log: silentLog },
      settings: { ...LIVE_SETTINGS, refusalGridMs: 0 },
      // Set phrases are chosen by the conversation: for both deliveries it is to be the same one.
      suggest: (transcript, options) =>
        suggest({ db, desk, clock: systemClock }, { ...transcript, id: 'c-replay' }, options),
    })
    const opened = {
      channel: 'chat',
      lang: null,
      openedBy: 'agent:demo',
      now: clock.now(),
    } as const
    const { id } = await db.write('app', (sql) => openConversation(sql, opened))
    for (const { turns, pauseMs } of batches) {
      const input = { id, scope: {}, turns, now: clock.now(), timers: desk.timers }
      live.turnsAppended(await db.write('app', (sql) => receiveTurns(sql, () => [], input)))
      clock.advance(pauseMs)
      if (pauseMs >= LIVE_SETTINGS.longestWaitMs) await live.idle()
    }
    clock.advance(LIVE_SETTINGS.longestWaitMs)
    await live.idle()
    await live.close()
    return db.read('app', async (sql) => {
      const { stage, skipped, turnCount, pendingTurn } = await readConversation(sql, id, {})
      const stored = await readTurns(sql, id, 100)
      const made = await readSuggestions(sql, id, 100)
      return {
        state: { stage, skipped, turnCount, pendingTurn },
        turns: stored.map(({ receivedAt: _, at: __, ...turn }) => turn),
        last: made.at(-1),
        told: made.findLast(({ outcome }) => outcome !== 'nothing'),
      }
    })
  }
  type Outcome = Awaited<ReturnType<typeof deliver>>

  /** What the copilot says to these very turns when it has said nothing before. */
  function answerTo(turns: Outcome['turns']): Promise<Suggestion> {
    const finals = turns.filter((turn) => turn.final)
    const transcript = { id: 'c-replay', channel: 'chat' as const, turns: finals }
    return suggest({ db, desk, clock: systemClock }, transcript)
  }

  test('end in the same state, and with the answer to that state told', async () => {
    await fc.assert(
      fc.asyncProperty(delivery, async ({ turns, arriving, sizes, pauses }) => {
        const plain = await deliver(turns.map((turn) => ({ turns: [turn], pauseMs: 4_000 })))
        const rest = [...arriving]
        const batches = sizes.flatMap((size, index) => {
          const batch = rest.splice(0, size).toSorted((a, b) => a.seq - b.seq)
          return batch.length > 0 ? [{ turns: batch, pauseMs: pauses[index]! }] : []
        })
        const shuffled = await deliver(batches)
        expect(shuffled.state).toEqual(plain.state)
        expect(shuffled.turns).toEqual(plain.turns)
        // After an agent's word nothing is suggested, whatever stood before it.
        if (lastSpeaker(plain.turns) !== 'customer') return
        const answer = await answerTo(plain.turns)
        for (const { last, told } of [plain, shuffled])
          if (answer.outcome === 'nothing') expect(last?.outcome).toBe('nothing')
          else expectAnswered(told, answer)
      }),
      { numRuns: 15 },
    )
  }, 120_000)

  test('end with the very same words where no pause is long enough to speak between', async () => {
    await fc.assert(
      fc.asyncProperty(delivery, async ({ turns, arriving }) => {
        const plain = await deliver(turns.map((turn) => ({ turns: [turn], pauseMs: 0 })))
        const shuffled = await deliver(arriving.map((turn) => ({ turns: [turn], pauseMs: 0 })))
        expect(shuffled.state).toEqual(plain.state)
        expect(wordsOf(shuffled.last)).toEqual(wordsOf(plain.last))
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})

function lastSpeaker(turns: { speaker: Turn['speaker']; final: boolean }[]) {
  return turns.findLast((turn) => turn.final && turn.speaker !== 'system')?.speaker
}

/** The same answer is not told twice: what was told last is it, or holds all of it. */
function expectAnswered(last: Suggestion | undefined, answer: Suggestion): void {
  expect(last?.outcome).toBe(answer.outcome)
  expect(fieldsOf(last!)).toEqual(fieldsOf(answer))
  const told = citationsOf(last!)
  for (const one of citationsOf(answer))
    expect(
      told.some(
        ({ chunk, start, end }) => chunk === one.chunk && start < one.end && one.start < end,
      ),
    ).toBe(true)
}

function wordsOf(suggestion: Suggestion | undefined) {
  if (!suggestion) return undefined
  const { outcome, text, sentences, missing, guidance, forTurn } = suggestion
  return { outcome, text, sentences, missing, guidance, forTurn }
}

function fieldsOf({ missing }: Suggestion): string[] {
  return missing.map(({ field }) => field).sort()
}

function citationsOf({ sentences }: Suggestion) {
  return sentences.flatMap(({ citations }) => citations)
}
