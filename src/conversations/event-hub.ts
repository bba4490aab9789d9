import type { Database } from '../db/index.ts'
import { EVENT_CHANNEL, type StoredEvent } from './outbox.ts'
import { type ReadEvents, readTogether } from './read-together.ts'

/** As many events are read at once for one reader. */
const BATCH = 100

/** Wakes those who wait for news of a conversation, whichever process wrote it, and reads it for them. */
export type EventHub = {
  /** The next events after an id; `hasMore`: there may be others behind them. */
  read(...of: Parameters<ReadEvents>): Promise<{ events: StoredEvent[]; hasMore: boolean }>
  /** Calls `wake` when the conversation may have new events; returns the end of it. */
  subscribe(conversation: string, wake: () => void): () => void
  /** The same for every conversation. */
  subscribeAll(wake: () => void): () => void
  close(): Promise<void>
}

/** Listens once per process. After a lost connection everybody is woken, since notices are lost meanwhile. */
export async function createEventHub(db: Database): Promise<EventHub> {
  const waiting = new Map<string, Set<() => void>>()
  const waitingForAll = new Set<() => void>()

  function wake(conversation: string): void {
    for (const tell of [...(waiting.get(conversation) ?? []), ...waitingForAll]) tell()
  }
  function wakeEverybody(): void {
    for (const tells of waiting.values()) for (const tell of [...tells]) tell()
    for (const tell of [...waitingForAll]) tell()
  }
  const stop = await db.listen(EVENT_CHANNEL, wake, wakeEverybody)

  const read = readTogether(db, BATCH)

  return {
    async read(conversation, after) {
      const events = await read(conversation, after)
      return { events, hasMore: events.length === BATCH }
    },
    subscribe(conversation, tell) {
      const tells = waiting.get(conversation) ?? new Set()
      waiting.set(conversation, tells.add(tell))
      return () => {
        tells.delete(tell)
        if (tells.size === 0 && waiting.get(conversation) === tells) waiting.delete(conversation)
      }
    },
    subscribeAll(tell) {
      waitingForAll.add(tell)
      return () => waitingForAll.delete(tell)
    },
    close: stop,
  }
}
