import type { Clock } from '../clock.ts'
import { streamOpened } from './stream-metrics.ts'

/** Shows a silent connection to be alive, and looks at the table in case a notice was lost. */
export const PING_MS = 15_000
/** A reader that takes nothing for so long is dropped; it resumes where it was by Last-Event-ID. */
export const SLOW_READER_MS = 60_000

/** A stored sequence of events, read on from where the last reading ended. */
export type EventSource = {
  /** Calls `wake` when there may be news; returns the end of it. */
  subscribe(wake: () => void): () => void
  /** The next events. `againInMs`: there are more, or will be, without a notice of them. */
  next(): Promise<{ events: SentEvent[]; againInMs?: number }>
}

/** `id` is what a client sends back as Last-Event-ID. */
export type SentEvent = { id: string; kind: string; data: unknown }

/**
 * A source as server-sent events. It is read only as fast as the reader takes, so a slow one costs
 * no memory; `shutdown` ends the stream. `drop` cuts the line of a reader that takes nothing: merely ended, the answer
 * would wait for it for ever.
 */
export function streamEvents(
  source: EventSource,
  clock: Clock,
  shutdown: AbortSignal,
  drop: () => void = () => {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isNews = true
  let tellNews = (): void => {}
  let cancelSlow = (): void => {}
  let cancelAgain = (): void => {}
  let isOver = shutdown.aborted

  const unsubscribe = source.subscribe(wake)
  const streamClosed = streamOpened()
  shutdown.addEventListener('abort', end, { once: true })

  function wake(): void {
    isNews = true
    tellNews()
  }
  function end(): void {
    isOver = true
    cancelSlow()
    cancelAgain()
    unsubscribe()
    streamClosed()
    shutdown.removeEventListener('abort', end)
    tellNews()
  }

  async function nextText(): Promise<string> {
    while (!isOver) {
      if (isNews) {
        const text = await readNews()
        if (text !== '') return text
      }
      if (!(await waitForNews())) {
        isNews = true
        return ': ping\n\n'
      }
    }
    return ''
  }

  async function readNews(): Promise<string> {
    isNews = false
    const { events, againInMs } = await source.next()
    if (againInMs === 0) isNews = true
    else if (againInMs !== undefined) cancelAgain = clock.after(againInMs, wake)
    return events.map(format).join('')
  }

  /** False when nothing came for a while. */
  function waitForNews(): Promise<boolean> {
    if (isNews || isOver) return Promise.resolve(true)
    return new Promise((resolve) => {
      const cancelPing = clock.after(PING_MS, () => resolve(false))
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
        if (isOver) closeQuietly(controller)
        else
          cancelSlow = clock.after(SLOW_READER_MS, () => {
            end()
            closeQuietly(controller)
            drop()
          })
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  )
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close()
  } catch {
    // The reader has gone and the stream is closed already.
  }
}

function format({ id, kind, data }: SentEvent): string {
  return `id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`
}

/** The answer that carries a stream. */
export function streamResponse(stream: ReadableStream<Uint8Array>): Response {
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // Proxies that gather an answer would hold events back.
      'x-accel-buffering': 'no',
    },
  })
}
