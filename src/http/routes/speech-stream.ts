import { createRoute, z } from '@hono/zod-openapi'
import { readConversation } from '../../conversations/index.ts'
import { receiveTurns } from '../../copilot/receive-turns.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { describe } from '../problems.ts'
import { ConversationPath } from '../schemas/conversations.ts'
import { ClientFrame, ServerFrame } from '../schemas/speech.ts'
import { serveConnection } from '../speech/connection.ts'
import type { TakeTurns } from '../speech/turn-writer.ts'
import { scopeOf } from './conversations.ts'
import { conversationEvents, EventId, unknownEvent } from './events.ts'
import { problems } from './responses.ts'

const stream = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}/stream',
  tags: ['conversations'],
  summary: 'A WebSocket: turns in, as they are recognised, events out',
  description: [
    'Offer the protocol `sidecue.v1`. The key goes into the header `Authorization`, or, from a browser, beside it as the protocol `sidecue.key.<key in base64url>`; it is never chosen or logged.',
    'Frames are JSON text. In: a ClientFrame; partial results (`final: false`) are replaced by later ones of the same `seq` with a higher `rev`. Out: a ServerFrame; every turn is acknowledged when it is durable, and what is not acknowledged is sent again after a break.',
    'A frame that is wrong is answered with an error and changes nothing. One above 256 KiB is refused, one above 512 KiB ends the connection (1009), as do more than 100 frames a second for long (1008). A client that takes nothing for a minute, or is silent on three pings, is dropped; it goes on with `?after=` or `Last-Event-ID`.',
  ].join('\n\n'),
  request: {
    params: ConversationPath,
    headers: z.object({
      'last-event-id': EventId.optional().openapi({ description: 'The last event received.' }),
    }),
    query: z.strictObject({
      after: EventId.optional().openapi({
        description: 'The same, for a client that cannot set the header; the header wins.',
      }),
    }),
  },
  responses: {
    101: { description: 'The connection; see ClientFrame and ServerFrame.' },
    ...problems(404, 426),
  },
})

export function speechStreamRoutes(deps: AppDeps) {
  const routes = createRoutes()
  routes.openAPIRegistry.register('ClientFrame', ClientFrame)
  routes.openAPIRegistry.register('ServerFrame', ServerFrame)
  return routes.openapi(stream, async (c) => {
    const caller = c.get('caller')
    const { id } = c.req.valid('param')
    const { db, clock, log, shutdown } = deps
    const after = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after ?? 0
    const row = await db.read('app', (sql) => readConversation(sql, id, scopeOf(caller)))
    if (after > row.lastEvent) throw unknownEvent()
    const accept = c.env?.accept
    if (!accept) throw notAnUpgrade()
    const requestId = c.get('requestId')
    accept((socket) =>
      serveConnection({
        ...{ socket, clock, shutdown },
        source: conversationEvents(deps, { id, after, caller }),
        take: takeTurns(deps, { id, scope: scopeOf(caller) }),
        ready: { type: 'ready', conversation: id, after, lastEventId: row.lastEvent },
        onFailure: (error) =>
          log.error({ requestId, error: describe(error as Error) }, 'stream-frame-failed'),
      }),
    )
    return c.body(null, 200) as never
  })
}

function takeTurns(
  { db, clock, live, desk, findWarnings, findTrouble }: AppDeps,
  of: { id: string; scope: ReturnType<typeof scopeOf> },
): TakeTurns {
  return async (turns) => {
    const input = { ...of, turns, now: clock.now(), timers: desk.timers, findTrouble }
    const appended = await db.write('app', (sql) => receiveTurns(sql, findWarnings, input))
    live.turnsAppended(appended)
    return appended
  }
}

function notAnUpgrade(): AppError {
  return new AppError('UPGRADE_REQUIRED', 'This address speaks WebSocket.', {
    hint: 'Connect with ws:// or wss:// and the protocol sidecue.v1; GET …/events gives the same events over HTTP.',
  })
}
