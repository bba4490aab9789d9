import { createEventParser, type SentEvent } from './parse-events.ts'

export type Connection =
  | { state: 'idle' | 'connecting' | 'open' }
  /** `retryAt`: epoch milliseconds of the next attempt. */
  | { state: 'lost'; retryAt: number }
  /** The server answered and does not want us: the key has ended, or what was followed is gone. */
  | { state: 'refused'; status: number }

export type Following = {
  /** Tries again at once instead of waiting. */
  retry(): void
  stop(): void
}

/** The server speaks at least every 15 s; a line silent for this long is dead even if it looks open. */
const SILENCE_MS = 40_000
const RETRY_MS = [400, 800, 1_600, 3_200, 5_000]
const REFUSALS = [400, 401, 403, 404]

/**
 * Follows a stream of server-sent events and comes back after every loss, asking for what came after `lastEventId()`.
 * EventSource cannot: it sends no key and gives up on a 503.
 */
export function followStream(options: {
  url: string
  headers: () => Record<string, string>
  /** The last event that was taken, as the server wrote it. */
  lastEventId: () => string
  onEvent: (event: SentEvent) => void
  onConnection: (connection: Connection) => void
}): Following {
  let failures = 0
  let attempt: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const connect = async () => {
    const mine = new AbortController()
    attempt = mine
    try {
      const response = await fetch(options.url, {
        headers: {
          ...options.headers(),
          accept: 'text/event-stream',
          'last-event-id': options.lastEventId(),
        },
        cache: 'no-store',
        signal: mine.signal,
      })
      if (attempt !== mine) return
      if (REFUSALS.includes(response.status)) {
        return options.onConnection({ state: 'refused', status: response.status })
      }
      if (response.ok && response.body) {
        failures = 0
        options.onConnection({ state: 'open' })
        await read(response.body, createEventParser(options.onEvent), mine)
      }
    } catch {
      // Gone, refused or cut off: all the same to the reader, who is told and comes back.
    }
    if (attempt === mine) comeBack()
  }

  const comeBack = () => {
    const wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 5_000
    failures += 1
    options.onConnection({ state: 'lost', retryAt: Date.now() + wait })
    timer = setTimeout(connect, wait)
  }

  const drop = () => {
    clearTimeout(timer)
    const old = attempt
    attempt = null
    old?.abort()
  }

  options.onConnection({ state: 'connecting' })
  void connect()
  return {
    retry() {
      if (attempt === null) return
      drop()
      void connect()
    },
    stop: drop,
  }
}

async function read(
  body: ReadableStream<Uint8Array>,
  parse: (piece: string) => void,
  attempt: AbortController,
): Promise<void> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>
  let watchdog: ReturnType<typeof setTimeout> | undefined
  try {
    for (;;) {
      clearTimeout(watchdog)
      watchdog = setTimeout(() => attempt.abort(), SILENCE_MS)
      const { done, value } = await reader.read()
      if (done) return
      parse(value)
    }
  } finally {
    clearTimeout(watchdog)
  }
}
