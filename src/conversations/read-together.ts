import type { Database } from '../db/index.ts'
import { type EventsWanted, readEventsOf, type StoredEvent } from './outbox.ts'

/** Reads events for one reader: those of `conversation` after the id `after`, oldest first, `limit` at most. */
export type ReadEvents = (conversation: string, after: number) => Promise<StoredEvent[]>

/**
 * Many readers, one statement: who asks while a reading is under way is served by the next one, together with all the
 * others. A single reader waits for nobody. An error of the database is everybody's who was in it.
 */
export function readTogether(db: Database, limit: number): ReadEvents {
  type Reader = EventsWanted & {
    resolve: (events: StoredEvent[]) => void
    reject: (error: unknown) => void
  }
  let waiting: Reader[] = []
  let isReading = false

  async function readOn(): Promise<void> {
    isReading = true
    while (waiting.length > 0) {
      const readers = waiting
      waiting = []
      try {
        const found = await db.read('app', (sql) => readEventsOf(sql, readers, limit))
        readers.forEach((reader, at) => {
          reader.resolve(found[at] ?? [])
        })
      } catch (error) {
        for (const reader of readers) reader.reject(error)
      }
    }
    isReading = false
  }

  return (conversation, after) =>
    new Promise((resolve, reject) => {
      waiting.push({ conversation, after, resolve, reject })
      // Those who are woken by the same news ask in the same turn of the event loop.
      if (!isReading) {
        isReading = true
        setImmediate(() => void readOn())
      }
    })
}
