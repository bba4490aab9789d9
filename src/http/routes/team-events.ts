import { createRoute, z } from '@hono/zod-openapi'
import {
  EVENT_KINDS,
  type EventKind,
  readTeamEvents,
  type TeamCursor,
  teamCursorNow,
} from '../../conversations/index.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { type EventSource, streamEvents, streamResponse } from '../event-stream.ts'
import { ConversationEvent } from '../schemas/conversations.ts'
import { visibleEvents } from '../visible-suggestion.ts'
import { problems } from './responses.ts'

const BATCH = 100

const events = createRoute({
  method: 'get',
  path: '/v1/team/events',
  tags: ['team'],
  summary: 'What happens in all conversations, as server-sent events, for leads',
  description:
    'Begins with what comes from now on; after a break send the opaque `Last-Event-ID`. `id` in `data:` counts within its conversation.',
  request: {
    headers: z.object({ 'last-event-id': z.string().max(300).optional() }),
    query: z.strictObject({
      kinds: z
        .string()
        .max(400)
        .optional()
        .openapi({ description: 'Kinds wanted, separated by commas; all when left out.' }),
      partials: z.enum(['false']).optional().openapi({
        description: 'false: partial speech results are left out of `turn-added`.',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The stream; `data:` holds a ConversationEvent.',
      content: { 'text/event-stream': { schema: ConversationEvent } },
    },
    ...problems(),
  },
})

export function teamEventRoutes(deps: AppDeps) {
  return createRoutes().openapi(events, async (c) => {
    const { role } = c.get('caller')
    if (role !== 'lead') throw onlyForLeads()
    const { kinds: wanted, partials } = c.req.valid('query')
    const filter = { kinds: readKinds(wanted), finalOnly: partials === 'false' }
    const last = c.req.valid('header')['last-event-id']
    const after = last ? readCursor(last) : await deps.db.read('app', teamCursorNow)
    const source = teamEvents(deps, after, filter, c.get('caller'))
    const drop = (): void => void c.env?.outgoing?.destroy()
    return streamResponse(streamEvents(source, deps.clock, deps.shutdown, drop)) as never
  })
}

function teamEvents(
  deps: AppDeps,
  after: TeamCursor,
  filter: { kinds: EventKind[]; finalOnly: boolean },
  caller: Caller,
): EventSource {
  const { db, hub } = deps
  let cursor = after
  return {
    subscribe: (wake) => hub.subscribeAll(wake),
    async next() {
      const read = await db.read('app', (sql) =>
        readTeamEvents(sql, cursor, { ...filter, limit: BATCH }),
      )
      cursor = read.events.at(-1)?.cursor ?? cursor
      const visible = await visibleEvents(deps, read.events, caller)
      const sent = visible.map(({ cursor: { tx, conversation, id }, ...data }) => ({
        id: teamEventId({ tx, id, conversation }),
        kind: data.kind,
        data,
      }))
      return { ...read, events: sent }
    },
  }
}

/** A place in the stream as clients send it back. */
export function teamEventId({ tx, id, conversation }: TeamCursor): string {
  return `${tx}.${id}.${conversation}`
}

function readCursor(lastEventId: string): TeamCursor {
  const [, tx, id, conversation] =
    /^(\d{1,18})\.(\d{1,9})\.([\w-]{0,200})$/u.exec(lastEventId) ?? []
  if (tx !== undefined && id !== undefined && conversation !== undefined)
    return { tx, id: Number(id), conversation }
  throw new AppError('BAD_REQUEST', 'Last-Event-ID is not one of this stream.', {
    hint: 'Send back the last `id:` unchanged, or leave the header out to begin now.',
    place: { field: 'last-event-id' },
  })
}

function readKinds(wanted: string | undefined): EventKind[] {
  if (wanted === undefined) return [...EVENT_KINDS]
  const kinds = EVENT_KINDS.filter((kind) => wanted.split(',').includes(kind))
  if (kinds.length === wanted.split(',').length) return kinds
  throw new AppError('BAD_REQUEST', 'An unknown kind of event.', {
    hint: `Kinds are ${EVENT_KINDS.join(', ')}.`,
    place: { field: 'kinds' },
  })
}

function onlyForLeads(): AppError {
  return new AppError('FORBIDDEN', 'The stream of the team is for leads.', {
    hint: 'Agents follow their conversations: GET /v1/conversations/{id}/events.',
  })
}
