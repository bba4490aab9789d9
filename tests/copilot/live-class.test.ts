import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { appendTurns, openConversation, readEvents } from '../../src/conversations/index.ts'
import { createLiveClass } from '../../src/copilot/live-class.ts'
import { secondOpinion } from '../../src/copilot/second-opinion.ts'
import type { Database } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import type { Desk } from '../../src/desk/types.ts'
import { silentLog } from '../../src/log.ts'
import type { ChatModel } from '../../src/models/types.ts'
import { readClass } from '../../src/triage/classes/index.ts'
import type { DeskClassifiers, Triage } from '../../src/triage/classifier/index.ts'
import { trainClassifier } from '../../src/triage/classifier/index.ts'
import { engines } from '../support/engines.ts'

const now = new Date('2026-11-22T02:00:00Z')

describe.each(engines)('classes of conversations as they grow, $name', ({ open }) => {
  let db: Database
  let desk: Desk
  let classifiers: DeskClassifiers
  beforeAll(async () => {
    db = await open()
    desk = (await loadDesk('knowledge')).desk
    const examples = desk.taxonomy.modules.flatMap(({ id, examples }) =>
      (examples['zh-Hans'] ?? []).map((text) => ({ text, label: id })),
    )
    classifiers = { type: null, module: trainClassifier(examples), urgency: null }
  }, 60_000)
  afterAll(() => db.close())

  const world = async (more: Partial<Parameters<typeof createLiveClass>[0]> = {}) => {
    const deps = { db, desk, clock: systemClock, log: silentLog, classifiers: () => classifiers }
    const live = createLiveClass({ ...deps, ...more })
    const opened = { channel: 'chat', lang: null, openedBy: 'agent:test', now } as const
    const { id } = await db.write('app', (sql) => openConversation(sql, opened))
    let seq = 0
    return {
      id,
      live,
      deps,
      async say(text: string, speaker: 'customer' | 'agent' = 'customer') {
        seq += 1
        const turn = { seq, speaker, text, final: true, rev: 0 }
        const input = { id, scope: {}, turns: [turn], now: new Date() }
        live.turnsAppended(await db.write('app', (sql) => appendTurns(sql, input)))
        await live.idle()
      },
      told: async () => {
        const events = await db.read('app', (sql) => readEvents(sql, id, 0, 100))
        return events
          .filter(({ kind }) => kind === 'class-changed')
          .map(({ data }) => data as unknown as Triage)
      },
    }
  }

  test('a class is told when it changes, and only then', async () => {
    const { say, told } = await world()
    await say('充值没到账')
    await say('充值没到账，等了很久')
    await say('我这边查一下', 'agent')
    const before = await told()
    expect(before.map(({ module }) => module?.value)).toEqual(['recharge'])
    expect(before[0]?.department?.value).toBe('payments')
    expect(before[0]?.module?.turns).toEqual([1])
    await say('我不想活了')
    const after = await told()
    expect(after).toHaveLength(2)
    expect(after[1]).toMatchObject({ urgency: { value: 'critical' }, urgent: [{ seq: 4 }] })
  })

  test('what fails gives no class, and the next turn is classified again', async () => {
    let isBroken = true
    const { id, say, told } = await world({
      classifiers: () => {
        if (isBroken) throw new Error('broken')
        return classifiers
      },
    })
    await say('充值没到账')
    expect(await told()).toEqual([])
    expect(await db.read('app', (sql) => readClass(sql, id))).toBeNull()
    isBroken = false
    await say('充值没到账')
    expect((await told())[0]?.module?.value).toBe('recharge')
  })

  test('what another process left behind is taken up', async () => {
    const { id, live, told } = await world({
      clock: { ...systemClock, now: () => new Date(Date.now() + 60_000) },
    })
    const turn = { seq: 1, speaker: 'customer', text: '月票怎么投', final: true, rev: 0 } as const
    const input = { id, scope: {}, turns: [turn], now: new Date() }
    await db.write('app', (sql) => appendTurns(sql, input))
    await live.catchUp()
    await live.idle()
    expect((await told())[0]?.module?.value).toBe('monthly-ticket')
  })

  test('of a long conversation its ends are read, and a call for help in its middle is kept', async () => {
    const { id, live, say, told } = await world()
    await say('月票怎么投')
    await say('我不想活了')
    const turns = Array.from({ length: 600 }, (_, i) => ({
      seq: i + 3,
      speaker: 'customer' as const,
      text: '好的',
      final: true,
      rev: 0,
    }))
    for (let at = 0; at < turns.length; at += 300) {
      const input = { id, scope: {}, turns: turns.slice(at, at + 300), now: new Date() }
      live.turnsAppended(await db.write('app', (sql) => appendTurns(sql, input)))
      await live.idle()
    }
    const kept = await db.read('app', (sql) => readClass(sql, id))
    expect(kept?.triage.urgent[0]?.seq).toBe(2)
    expect((await told()).at(-1)?.urgency?.value).toBe('critical')
  }, 60_000)

  test('a second opinion changes how sure we are, not what is told', async () => {
    const chat: ChatModel = {
      id: 'stand-in',
      async *stream() {
        yield '{"type":"unknown","module":"royalty"}'
        return null
      },
    }
    const { deps } = await world()
    const { id, say, told } = await world({ onClass: secondOpinion(deps, { chat }) })
    await say('月票榜的稿费')
    const kept = await db.read('app', (sql) => readClass(sql, id))
    expect(await told()).toHaveLength(1)
    expect(kept?.triage.module?.value).toBe((await told())[0]?.module?.value)
    const { value, runnersUp } = kept!.triage.module!
    expect([value, ...runnersUp.map(({ label }) => label)]).toContain('royalty')
  })
})
