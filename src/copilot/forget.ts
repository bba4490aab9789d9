import {
  countConversations,
  type Forgettable,
  type Forgotten,
  findForgettable,
  forgetConversations,
} from '../conversations/index.ts'
import type { Database } from '../db/index.ts'
import { announceDeletion } from '../tickets/dispatch/index.ts'
import { appendAudit } from './audit.ts'

/** Conversations deleted in one transaction: nobody waits long for a lock. */
const AT_ONCE = 100
const DAY_MS = 24 * 60 * 60 * 1_000

/** What `forget` would delete. */
export function previewForget(
  db: Database,
  what: Forgettable,
): Promise<Forgotten & { ids: string[] }> {
  return db.read('app', async (sql) => {
    const ids = await findForgettable(sql, what, Number.MAX_SAFE_INTEGER)
    return { ...(await countConversations(sql, ids)), ids }
  })
}

/**
 * Deletes conversations with everything that was made of them, some at a time. The audit keeps how many went, and of
 * each what it kept before: ids, hashes and instants. Departments that have got a ticket of them are told.
 */
export async function forget(
  db: Database,
  what: Forgettable,
  by: 'retention' | 'command' | 'request',
): Promise<Forgotten> {
  const total = { conversations: 0, turns: 0, suggestions: 0, events: 0, feedback: 0, checks: 0 }
  for (;;) {
    const gone = await db.write('app', async (sql) => {
      const ids = await findForgettable(sql, what, AT_ONCE)
      if (ids.length === 0) return null
      await announceDeletion(sql, ids)
      const { conversations, turns, ...rest } = await forgetConversations(sql, ids)
      await appendAudit(sql, { kind: 'forgotten', by, conversations, turns })
      return { conversations, turns, ...rest }
    })
    if (gone === null) return total
    for (const key of Object.keys(total) as (keyof Forgotten)[]) total[key] += gone[key]
  }
}

/**
 * Deletes what is older than the desk keeps it; nothing where the desk sets no time. A conversation whose ticket is
 * still being worked on is kept until that is closed: what it was collected for is not achieved before (PIPL art. 47,
 * GDPR art. 17). Somebody's wish to be forgotten goes before that.
 */
export async function forgetByAge(
  db: Database,
  retentionDays: number | null,
  now: Date,
): Promise<Forgotten | null> {
  if (retentionDays === null) return null
  return forget(db, { quietSince: daysBefore(now, retentionDays) }, 'retention')
}

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS)
}
