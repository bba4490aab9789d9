import { createRoute } from '@hono/zod-openapi'
import { redriveDispatch } from '../../copilot/settle-ticket.ts'
import { AppError } from '../../errors.ts'
import { type DispatchRow, listDispatches } from '../../tickets/dispatch/index.ts'
import type { Dispatch as DispatchView } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { readPlace, writePlace } from '../cursors.ts'
import { writeOnce } from '../idempotency.ts'
import { Dispatch, DispatchList, DispatchListQuery, DispatchPath } from '../schemas/follow-ups.ts'
import { replayHeader } from './conversations.ts'
import { json, problems } from './responses.ts'

const tags = ['tickets']

const list = createRoute({
  method: 'get',
  path: '/v1/dispatches',
  tags,
  summary: 'What left for departments and what could not: for leads',
  description: '`state=dead` is the list of what nobody tries any more by itself.',
  request: { query: DispatchListQuery },
  responses: { 200: json(DispatchList, 'One page, the newest first.'), ...problems() },
})

const retry = createRoute({
  method: 'post',
  path: '/v1/dispatches/{id}/retry',
  tags,
  summary: 'Send again what could not be sent, under the same id: for leads',
  request: { params: DispatchPath },
  responses: { 200: json(Dispatch, 'It is tried at once.'), ...problems(404, 409) },
})

export function dispatchRoutes(deps: AppDeps) {
  const { db, clock } = deps
  return createRoutes()
    .openapi(list, async (c) => {
      lead(c.get('caller'))
      const { state, ticket, limit, cursor } = c.req.valid('query')
      const place = cursor === undefined ? null : readPlace(cursor)
      const filter = {
        ...{ state: state ?? null, ticket: ticket ?? null, limit: limit + 1 },
        after: place && { createdAt: place.at, id: place.id },
      }
      const rows = await db.read('app', (sql) => listDispatches(sql, filter))
      const last = rows.length > limit ? rows[limit - 1] : undefined
      const next = last ? writePlace(last.createdAt, last.id) : null
      return c.json({ dispatches: rows.slice(0, limit).map(view), next }, 200)
    })
    .openapi(retry, async (c) => {
      const { id: by } = lead(c.get('caller'))
      const { id } = c.req.valid('param')
      const now = clock.now()
      const { written, isReplay } = await writeOnce(c, db, now, async (sql) => ({
        status: 200,
        body: view(await redriveDispatch(sql, id, { by, now })),
      }))
      deps.dispatchDue()
      return c.json(written.body, 200, replayHeader(isReplay))
    })
}

function lead(caller: Caller): Caller {
  if (caller.role === 'lead') return caller
  throw new AppError('FORBIDDEN', 'What leaves is watched by leads.', {
    hint: 'A ticket shows its own dispatch: GET /v1/tickets/{id}.',
  })
}

function view({
  nextAt,
  createdAt,
  triedAt,
  deliveredAt,
  redrivenAt,
  ...row
}: DispatchRow): DispatchView {
  return {
    ...row,
    nextAt: nextAt.toISOString(),
    createdAt: createdAt.toISOString(),
    triedAt: triedAt?.toISOString() ?? null,
    deliveredAt: deliveredAt?.toISOString() ?? null,
    redrivenAt: redrivenAt?.toISOString() ?? null,
  }
}
