import { createRoute, z } from '@hono/zod-openapi'
import { readConversation } from '../../conversations/index.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { type EventSource, streamEvents, streamResponse } from '../event-stream.ts'
import { ConversationEvent, ConversationPath } from '../schemas/conversations.ts'
import { visibleEvents } from '../visible-suggestion.ts'
import { scopeOf } from './conversations.ts'
import { problems } from './responses.ts'

/** An event's number, as clients send it back. */
export const EventId = z.coerce.number().int().min(0).max(2_147_483_647)

const events = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}/events',
  tags: ['conversations'],
  summary: 'What happens in a conversation, as server-sent events',
  description:
    'Each event has the `id` one above the last. After a break send `Last-Event-ID` (a browser does it by itself): nothing is left out and nothing comes twice.',
  request: {
    params: ConversationPath,
    headers: z.object({
      'last-event-id': EventId.optional().openapi({ description: 'The last event received.' }),
    }),
    query: z.strictObject({
      after: EventId.optional().openapi({
        description: 'The same, for a client that cannot set the header at first; the header wins.',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The stream; `data:` holds a ConversationEvent.',
      content: { 'text/event-stream': { schema: ConversationEvent } },
    },
    ...problems(404),
  },
})

export function eventRoutes(deps: AppDeps) {
  return createRoutes().openapi(events, async (c) => {
    const caller = c.get('caller')
    const { id } = c.req.valid('param')
    const after = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after ?? 0
    const { lastEvent } = await deps.db.read('app', (sql) =>
      readConversation(sql, id, scopeOf(caller)),
    )
    if (after > lastEvent) throw unknownEvent()
    const source = conversationEvents(deps, { id, after, caller })
    const drop = (): void => void c.env?.outgoing?.destroy()
    return streamResponse(streamEvents(source, deps.clock, deps.shutdown, drop)) as never
  })
}

/** The events of a conversation after one of them, as a caller may see them. */
export function conversationEvents(
  deps: AppDeps,
  { id, after, caller }: { id: string; after: number; caller: Caller },
): EventSource {
  const { hub } = deps
  let cursor = after
  return {
    subscribe: (wake) => hub.subscribe(id, wake),
    async next() {
      const { events: stored, hasMore } = await hub.read(id, cursor)
      cursor = stored.at(-1)?.id ?? cursor
      const visible = await visibleEvents(deps, stored, caller)
      const sent = visible.map((data) => ({ id: String(data.id), kind: data.kind, data }))
      return hasMore ? { events: sent, againInMs: 0 } : { events: sent }
    },
  }
}

export function unknownEvent(): AppError {
  return new AppError('BAD_REQUEST', 'Last-Event-ID is later than the last event.', {
    hint: 'Read the conversation anew and go on from its lastEventId.',
    place: { field: 'last-event-id' },
  })
}
