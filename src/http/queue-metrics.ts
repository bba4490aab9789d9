import { Gauge } from 'prom-client'
import { readQueueLag } from '../conversations/queue-lag.ts'
import { metrics } from '../metrics.ts'
import type { AppDeps } from './app-deps.ts'

const waiting = new Gauge({
  name: 'sidecue_turns_waiting',
  help: 'Customers’ turns that wait for a suggestion, of all processes.',
  registers: [metrics],
})
const waitingFor = new Gauge({
  name: 'sidecue_turns_waiting_seconds',
  help: 'How long the oldest of them has waited.',
  registers: [metrics],
})
const due = new Gauge({
  name: 'sidecue_timers_due',
  help: 'Timers whose time has come and that have not fired, of all processes.',
  registers: [metrics],
})
const dueFor = new Gauge({
  name: 'sidecue_timers_late_seconds',
  help: 'How late the latest of them is.',
  registers: [metrics],
})
const database = new Gauge({
  name: 'sidecue_database_up',
  help: '1 while the database answers.',
  registers: [metrics],
})

/** Reads what waits, when it is asked for. A database that is away is a figure, and no reason to tell none. */
export async function measureQueues({ db, clock }: Pick<AppDeps, 'db' | 'clock'>): Promise<void> {
  try {
    const lag = await db.read('app', (sql) => readQueueLag(sql, clock.now()))
    waiting.set(lag.waitingTurns)
    waitingFor.set(lag.oldestTurnSeconds)
    due.set(lag.dueTimers)
    dueFor.set(lag.oldestTimerSeconds)
    database.set(1)
  } catch {
    database.set(0)
  }
}
