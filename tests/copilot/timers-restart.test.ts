import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openConversation, readEvents } from '../../src/conversations/index.ts'
import { Turn } from '../../src/conversations/types.ts'
import { fireDueTimers } from '../../src/copilot/fire-timers.ts'
import { receiveTurns } from '../../src/copilot/receive-turns.ts'
import { type Database, openDatabase } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import { silentLog } from '../../src/log.ts'
import { migratedSeed } from '../support/embedded-engine.ts'
import { handClock } from '../support/hand-clock.ts'

const folder = mkdtemp(join(tmpdir(), 'sidecue-timers-'))
afterAll(async () => rm(await folder, { recursive: true, force: true }))

async function openFolder(): Promise<Database> {
  return openDatabase({ dataDir: await folder, log: silentLog, seed: await migratedSeed() })
}

test('what becomes due while the program is away is told after the next start, once', async () => {
  const { desk } = await loadDesk('knowledge')
  const clock = handClock()
  const before = await openFolder()
  const opened = { channel: 'chat', lang: null, openedBy: 'agent:demo', now: clock.now() } as const
  const { id } = await before.write('app', (sql) => openConversation(sql, opened))
  const turns = [Turn.parse({ seq: 1, speaker: 'customer', text: '充值没到账' })]
  const input = { id, scope: {}, turns, now: clock.now(), timers: desk.timers }
  await before.write('app', (sql) => receiveTurns(sql, () => [], input))
  await before.close()

  clock.advance(140_000)
  const after = await openFolder()
  const fire = () => fireDueTimers({ db: after, desk, clock, log: silentLog })
  expect([await fire(), await fire()]).toEqual([1, 0])
  clock.advance(40_000)
  expect([await fire(), await fire()]).toEqual([1, 0])
  const events = await after.read('app', (sql) => readEvents(sql, id, 0, 100))
  expect(events.flatMap(({ kind, data }) => (kind === 'timer-due' ? [data.kind] : []))).toEqual([
    'reply-warning',
    'reply-overdue',
  ])
  await after.close()
}, 60_000)
