import type { TransactionSql } from '../db/index.ts'

/** What waits to be done, and for how long the longest has. */
export type QueueLag = {
  /** Customers' turns that have no suggestion yet. */
  waitingTurns: number
  oldestTurnSeconds: number
  /** Timers whose time has come and that have not fired. */
  dueTimers: number
  oldestTimerSeconds: number
}

/** Two looks at small indexes. */
export async function readQueueLag(sql: TransactionSql, now: Date): Promise<QueueLag> {
  const [lag] = await sql<QueueLag[]>`
    select turns.count as "waitingTurns", timers.count as "dueTimers",
      greatest(0, coalesce(extract(epoch from ${now}::timestamptz - turns.since), 0))::float8
        as "oldestTurnSeconds",
      greatest(0, coalesce(extract(epoch from ${now}::timestamptz - timers.due), 0))::float8
        as "oldestTimerSeconds"
    from (
      select count(*)::int as count, min(pending_since) as since
      from app.conversation
      where pending_turn is not null
    ) turns
    cross join (
      select count(*)::int as count, min(due) as due from app.timer where due <= ${now}
    ) timers
  `
  return lag!
}
