import type { ConversationEvent } from '../../http/api-types.ts'
import { type Connection, type Following, followStream } from './follow-stream.ts'

export type { Connection, Following } from './follow-stream.ts'

/** Follows a conversation's events from one on; each is delivered once, also after a break. */
export function followEvents(options: {
  url: string
  headers: () => Record<string, string>
  lastEventId: number
  onEvent: (event: ConversationEvent) => void
  onConnection: (connection: Connection) => void
}): Following {
  const { url, headers, onConnection } = options
  let last = options.lastEventId
  return followStream({
    ...{ url, headers, onConnection },
    lastEventId: () => String(last),
    onEvent({ data }) {
      const event = readEvent(data)
      if (!event || event.id <= last) return
      last = event.id
      options.onEvent(event)
    },
  })
}

/** An event as the API describes it; null for what is none. */
export function readEvent(data: string): ConversationEvent | null {
  try {
    const event = JSON.parse(data) as ConversationEvent
    return typeof event.id === 'number' && typeof event.kind === 'string' ? event : null
  } catch {
    return null
  }
}
