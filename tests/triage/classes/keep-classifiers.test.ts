import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { openConversation } from '../../../src/conversations/index.ts'
import { forget } from '../../../src/copilot/forget.ts'
import type { Database } from '../../../src/db/index.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import type { Desk } from '../../../src/desk/types.ts'
import { silentLog } from '../../../src/log.ts'
import {
  addCorrection,
  keepClassifiers,
  trainingExample,
  undoCorrection,
} from '../../../src/triage/classes/index.ts'
import { triageTranscript } from '../../../src/triage/classifier/index.ts'
import { engines } from '../../support/engines.ts'

const now = new Date('2026-11-22T02:00:00Z')
const SAID = '我的小夜灯主题皮肤装不上去'
const talk = (text: string) => ({
  turns: [{ seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const],
})

describe.each(engines)('classifiers that are kept, $name', ({ open }) => {
  let db: Database
  let desk: Desk
  beforeAll(async () => {
    db = await open()
    desk = (await loadDesk('knowledge')).desk
  }, 60_000)
  afterAll(() => db.close())

  const deps = () => ({ db, desk, clock: systemClock, log: silentLog })
  const correct = async (value: string, example = SAID, field: 'type' | 'module' = 'module') => {
    const made = await db.write('app', async (sql) => {
      const opened = { channel: 'chat', lang: null, openedBy: 'agent:test', now } as const
      const { id } = await openConversation(sql, opened)
      const input = { conversation: id, field, value, said: null, example, by: 'agent:test', now }
      return { conversation: id, ...(await addCorrection(sql, input)) }
    })
    return made
  }

  test('a correction is learned from, only what depends on it is trained again, and taken back it is forgotten', async () => {
    const keeper = keepClassifiers(deps())
    const moduleOf = () =>
      triageTranscript(talk(SAID), desk, { classifiers: keeper.current() }).module?.value
    try {
      expect(triageTranscript(talk(SAID), desk, { classifiers: keeper.current() }).type).toBeNull()
      const pause = watchPauses()
      expect(await keeper.refresh()).toEqual(['type', 'module', 'urgency'])
      // Trained here it would be some seconds; what is left is loading, and other work of the machine.
      expect(pause.longest()).toBeLessThan(1_500)
      expect(await keeper.refresh()).toEqual([])
      const before = moduleOf()
      const made = await correct('event')
      expect(before).not.toBe('event')
      expect(await keeper.refresh()).toEqual(['module'])
      expect(moduleOf()).toBe('event')
      const { conversation, id } = made
      const taken = { conversation, id, by: 'lead:test', now }
      const undone = await db.write('app', (sql) => undoCorrection(sql, taken))
      expect(undone).toMatchObject({ undoneBy: 'lead:test' })
      expect(await keeper.refresh()).toEqual(['module'])
      expect(moduleOf()).toBe(before)
    } finally {
      await keeper.close()
    }
  }, 60_000)

  test('another process finds them trained', async () => {
    const trained: string[] = []
    const log = { ...silentLog, info: (_: object, message?: string) => trained.push(message ?? '') }
    const keeper = keepClassifiers({ ...deps(), log: log as never })
    try {
      await keeper.refresh()
      expect(trained).toEqual([])
      expect(keeper.current().type?.predict('怎么投诉').ranking.length).toBeGreaterThan(1)
    } finally {
      await keeper.close()
    }
  }, 60_000)

  test('a label that was deleted teaches nothing, a renamed one teaches the new one', async () => {
    await correct('old-event', '奖池里的碎片兑换不了')
    await correct('long-gone', '完全没有的模块')
    const renamed: Desk = {
      ...desk,
      taxonomy: {
        ...desk.taxonomy,
        modules: desk.taxonomy.modules.map((one) =>
          one.id === 'event' ? { ...one, renamedFrom: ['old-event'] } : one,
        ),
      },
    }
    const keeper = keepClassifiers({ ...deps(), desk: renamed })
    try {
      await keeper.refresh()
      expect(keeper.current().module?.labels).not.toContain('long-gone')
      expect(keeper.current().module?.labels).not.toContain('old-event')
      expect(keeper.current().module?.predict('奖池里的碎片兑换不了').ranking[0]?.label).toBe(
        'event',
      )
    } finally {
      await keeper.close()
    }
  }, 60_000)

  test('with a conversation go its corrections and every classifier that learned from them', async () => {
    const { conversation } = await correct('event')
    const keeper = keepClassifiers(deps())
    try {
      await keeper.refresh()
      await forget(db, { ids: [conversation] }, 'request')
      const kept = await db.read('app', (sql) => sql`select name from app.classifier`)
      expect(kept).toHaveLength(0)
      const left = await db.read(
        'app',
        (sql) => sql`select id from app.class_correction where conversation = ${conversation}`,
      )
      expect(left).toHaveLength(0)
    } finally {
      await keeper.close()
    }
  }, 60_000)
})

/** The longest time that a timer of this process had to wait. */
function watchPauses() {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  return {
    longest() {
      clearInterval(timer)
      return longest
    },
  }
}

describe('what is learned from of a conversation', () => {
  const turns = [
    { seq: 1, speaker: 'customer', text: '您好', final: true, rev: 0 },
    {
      seq: 2,
      speaker: 'customer',
      text: '我叫王小明，电话13800138000，订单号202611210001没到账',
      final: true,
      rev: 0,
    },
    { seq: 3, speaker: 'agent', text: '请问您的密码', final: true, rev: 0 },
  ] as const

  test('is what the customer said, without numbers by which somebody can be found', () => {
    const example = trainingExample(turns, [])
    expect(example).toContain('没到账')
    expect(example).not.toMatch(/王小明|13800138000|202611210001/)
    expect(example).not.toContain('密码')
  })

  test('is the turns that are named', () => {
    expect(trainingExample(turns, [1])).toBe('您好')
  })
})
