import type { Clock } from '../clock.ts'
import { type EventHub, readEvents, type StoredEvent } from '../conversations/index.ts'
import type { Database } from '../db/index.ts'

export type EventStreamDeps = { db: Database; hub: EventHub; clock: Clock }

/** Shows a silent connection to be alive, and looks at the table in case a notice was lost. */
export const PING_MS = 15_000
/** A reader that takes nothing for so long is dropped; it resumes where it was by Last-Event-ID. */
export const SLOW_READER_MS = 60_000
const BATCH = 100

/**
 * The events of a conversation after `after` as server-sent events. The table is read only as fast
 * as the reader takes, so a slow one costs no memory. `show` is what this reader may see of an event.
 */
export function streamEvents(
  deps: EventStreamDeps,
  source: { conversation: string; after: number; show: (event: StoredEvent) => StoredEvent },
  shutdown: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cursor = source.after
  let isNews = true
  let tellNews = (): void => {}
  let cancelSlow = (): void => {}
  let isOver = false

  const unsubscribe = deps.hub.subscribe(source.conversation, () => {
    isNews = true
    tellNews()
  })
  function end(): void {
    isOver = true
    cancelSlow()
    unsubscribe()
    tellNews()
  }
  shutdown.addEventListener('abort', end, { once: true })

  async function nextText(): Promise<string> {
    while (!isOver) {
      if (isNews) {
        isNews = false
        const events = await readBatch()
        if (events.length > 0) return events.map((event) => format(source.show(event))).join('')
      }
      if (!(await waitForNews())) {
        isNews = true
        return ': ping\n\n'
      }
    }
    return ''
  }

  async function readBatch(): Promise<StoredEvent[]> {
    const events = await deps.db.read('app', (sql) =>
      readEvents(sql, source.conversation, cursor, BATCH),
    )
    if (events.length === BATCH) isNews = true
    cursor = events.at(-1)?.id ?? cursor
    return events
  }

  /** False when nothing came for a while. */
  function waitForNews(): Promise<boolean> {
    if (isNews || isOver) return Promise.resolve(true)
    return new Promise((resolve) => {
      const cancelPing = deps.clock.after(PING_MS, () => resolve(false))
      tellNews = () => {
        cancelPing()
        resolve(true)
      }
    })
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode('retry: 1000\n\n'))
      },
      async pull(controller) {
        cancelSlow()
        try {
          const text = await nextText()
          if (text !== '') controller.enqueue(encoder.encode(text))
        } catch {
          // The database is away: the reader comes back by itself, with its Last-Event-ID.
          end()
        }
        if (isOver) {
          shutdown.removeEventListener('abort', end)
          closeQuietly(controller)
        } else cancelSlow = deps.clock.after(SLOW_READER_MS, () => drop(controller))
      },
      cancel() {
        end()
        shutdown.removeEventListener('abort', end)
      },
    },
    { highWaterMark: 1 },
  )

  function drop(controller: ReadableStreamDefaultController<Uint8Array>): void {
    end()
    closeQuietly(controller)
  }
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close()
  } catch {
    // The reader has gone and the stream is closed already.
  }
}

function format(event: StoredEvent): string {
  return `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`
}
