import {
  addEvents,
  lockConversation,
  readLatestSuggestions,
  type StoredSuggestion,
} from '../conversations/index.ts'
import type { Database } from '../db/index.ts'
import { readReadableOf } from './withhold-stale.ts'

/** Conversations looked through at once: those that are open, the latest spoken in first. */
const MOST = 1_000

/**
 * Tells the listeners of open conversations which suggestions no longer stand, because what they cite has expired,
 * was withdrawn or rewritten: it is on a screen somewhere. Each is told once. Returns how many.
 */
export async function withdrawStale(db: Database, now: Date): Promise<number> {
  const latest = await db.read('app', (sql) => readLatestSuggestions(sql, MOST))
  const readable = await readReadableOf(db, latest)
  const stale = latest.filter((suggestion) => !readable.stands(suggestion))
  let told = 0
  for (const suggestion of stale) if (await withdraw(db, suggestion, now)) told++
  return told
}

/** False where another process was first. */
function withdraw(
  db: Database,
  { id, conversation: of, forTurn }: StoredSuggestion,
  now: Date,
): Promise<boolean> {
  return db.write('app', async (sql) => {
    const conversation = await lockConversation(sql, of, {})
    const [known] = await sql<{ isTold: boolean }[]>`
      select exists (
        select from app.event
        where conversation = ${of} and kind = 'suggestion-withdrawn'
          and payload ->> 'suggestion' = ${id}
      ) as "isTold"
    `
    if (known?.isTold) return false
    const data = { suggestion: id, forTurn, reason: 'out-of-date' }
    await addEvents(sql, conversation, [{ kind: 'suggestion-withdrawn', data }], now)
    return true
  })
}
