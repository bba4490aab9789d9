import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appendTurns,
  followFlow,
  openConversation,
  readActs,
  readConversation,
  readEvents,
  readTurns,
  readTurnsAfter,
} from '../../src/conversations/index.ts'
import { Turn } from '../../src/conversations/types.ts'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'

const NOW = new Date('2026-11-21T02:00:00Z')
const SAYINGS = [
  ['customer', '我的充值没到账'],
  ['agent', '请问您的订单号是多少？'],
  ['customer', '好的'],
  ['agent', '请您先登录账户，在设置里查看'],
  ['system', '转接中'],
] as const

function saying(seq: number): Turn {
  const [speaker, text] = SAYINGS[seq % SAYINGS.length]!
  return Turn.parse({ seq, speaker, text })
}

for (const engine of engines)
  describe(`a long talk, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    async function open(): Promise<string> {
      const input = { channel: 'hotline', lang: null, openedBy: 'agent:demo', now: NOW } as const
      return (await db.write('app', (sql) => openConversation(sql, input))).id
    }
    function append(id: string, turns: Turn[]) {
      return db.write('app', (sql) => appendTurns(sql, { id, scope: {}, turns, now: NOW }))
    }
    /** What the flow is when all turns are read from the first one on. */
    async function wholeFlow(id: string) {
      const turns = await db.read('app', (sql) => readTurns(sql, id, 10_000))
      const finals = turns.filter((turn) => turn.final)
      return followFlow(finals.map((turn) => ({ ...turn, acts: readActs(turn) })))
    }
    async function median(times: number, run: (index: number) => Promise<unknown>) {
      const taken: number[] = []
      for (let index = 0; index < times; index++) {
        const before = performance.now()
        await run(index)
        taken.push(performance.now() - before)
      }
      return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!
    }

    test('of 10,000 turns costs no more by the turn, the page or the event than one of a hundred', async () => {
      const id = await open()
      const upTo = async (last: number): Promise<void> => {
        const { turnCount } = await db.read('app', (sql) => readConversation(sql, id, {}))
        for (let first = turnCount + 1; first <= last; first += 300) {
          const length = Math.min(300, last - first + 1)
          await append(
            id,
            Array.from({ length }, (_, index) => saying(first + index)),
          )
        }
      }
      const measure = async (from: number) => ({
        append: await median(21, (index) => append(id, [saying(from + index)])),
        page: await median(9, () =>
          db.read('app', (sql) => readTurnsAfter(sql, id, from - 50, 50)),
        ),
        events: await median(9, () => db.read('app', (sql) => readEvents(sql, id, from - 50, 50))),
      })
      await upTo(100)
      const early = await measure(101)
      await upTo(9_979)
      const late = await measure(9_980)
      // A machine that is busy with other things doubles a time now and then, ten thousand turns read again do more.
      for (const part of ['append', 'page', 'events'] as const)
        expect(late[part], part).toBeLessThan(4 * early[part] + 4)

      const row = await db.read('app', (sql) => readConversation(sql, id, {}))
      expect(row.turnCount).toBe(10_000)
      expect({ stage: row.stage, skipped: row.skipped }).toEqual(await wholeFlow(id))
      await expect(append(id, [saying(10_001)])).rejects.toMatchObject({ code: 'TOO_MANY_TURNS' })
      expect((await append(id, [saying(10_000)])).received[0]?.status).toBe('unchanged')
    }, 90_000)

    test('stands where it would if all had come in order, however late the first turns come', async () => {
      const id = await open()
      const numbers = Array.from({ length: 700 }, (_, index) => index + 1)
      const late = [...numbers.slice(300), ...numbers.slice(100, 300), ...numbers.slice(0, 100)]
      const checked = new Set([299, 399, 599, 699])
      for (let first = 0; first < late.length; first += 50) {
        await append(id, late.slice(first, first + 50).map(saying))
        if (!checked.has(first + 49)) continue
        const { stage, skipped } = await db.read('app', (sql) => readConversation(sql, id, {}))
        expect({ stage, skipped }).toEqual(await wholeFlow(id))
      }
      const corrected = Turn.parse({
        seq: 2,
        rev: 1,
        speaker: 'agent',
        text: '您好，很高兴为您服务',
      })
      await append(id, [corrected])
      const { stage, skipped } = await db.read('app', (sql) => readConversation(sql, id, {}))
      expect({ stage, skipped }).toEqual(await wholeFlow(id))
    })
  })
