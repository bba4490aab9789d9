import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { appendTurns, openConversation, readSuggestions } from '../../src/conversations/index.ts'
import { Turn } from '../../src/conversations/types.ts'
import { createLive } from '../../src/copilot/live.ts'
import { LIVE_SETTINGS } from '../../src/copilot/live-settings.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { openModelWorld } from './model-world.ts'

test.each(engines)(
  'a new turn cancels the model’s answer to the one before, on the wire ($name)',
  async (engine) => {
    const world = await openModelWorld(engine)
    const { db, desk, model } = world
    const now = new Date()
    const live = createLive({
      ...{ db, desk, clock: systemClock, log: silentLog, suggest: world.suggest },
      settings: { ...LIVE_SETTINGS, debounceMs: { hotline: 0, chat: 0, email: 0 } },
    })
    const said = async (id: string, seq: number, text: string) => {
      const turns = [Turn.parse({ seq, speaker: 'customer', text })]
      const appended = await db.write('app', (sql) =>
        appendTurns(sql, { id, scope: {}, turns, now }),
      )
      live.turnsAppended(appended)
    }
    try {
      const opened = { channel: 'chat', lang: null, openedBy: 'agent:demo', now } as const
      const { id } = await db.write('app', (sql) => openConversation(sql, opened))
      model.play('stalls')
      await said(id, 1, '会员怎么退款')
      while (model.requests.length === 0) await wait(5)
      model.play('good')
      await said(id, 2, '月票什么时候过期')
      await live.idle()
      expect(model.droppedByClient()).toBe(1)
      const suggestions = await db.read('app', (sql) => readSuggestions(sql, id, 10))
      expect(suggestions.map((one) => [one.engine, one.forTurn])).toEqual([['model', 2]])
      expect((await world.budget.spent()).calls).toBe(2)
    } finally {
      await live.close()
      await world.close()
    }
  },
)
