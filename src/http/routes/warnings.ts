import { createRoute } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import { listWarnings, takeWarning, type WarningPlace } from '../../triage/warnings/warning-rows.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { writeOnce } from '../idempotency.ts'
import { Warning, WarningList, WarningPath, WarningQuery } from '../schemas/incidents.ts'
import { json, problems } from './responses.ts'

const TAGS = ['team']

const list = createRoute({
  method: 'get',
  path: '/v1/warnings',
  tags: TAGS,
  summary: 'Early warnings, the latest first: for leads',
  request: { query: WarningQuery },
  responses: { 200: json(WarningList, 'A page of them.'), ...problems() },
})

const take = createRoute({
  method: 'post',
  path: '/v1/warnings/{id}/take',
  tags: TAGS,
  summary: 'Take an early warning up: for leads',
  description: 'The event `warning-taken` tells of it. Who was first stays: look at `takenBy`.',
  request: { params: WarningPath },
  responses: { 200: json(Warning, 'Taken, by whoever was first.'), ...problems(404, 409) },
})

export function warningRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(list, async (c) => {
      onlyLeads(c.get('caller'))
      const { state, limit, cursor } = c.req.valid('query')
      const before = cursor === undefined ? null : readPlace(cursor)
      const found = await deps.db.read('app', (sql) =>
        listWarnings(sql, { state, before, limit: limit + 1 }),
      )
      const warnings = found.slice(0, limit)
      const last = found.length > limit ? warnings.at(-1) : undefined
      return c.json({ warnings, next: last ? writePlace(last) : null }, 200)
    })
    .openapi(take, async (c) => {
      const caller = c.get('caller')
      onlyLeads(caller)
      const { id } = c.req.valid('param')
      const now = deps.clock.now()
      const { written } = await writeOnce(c, deps.db, now, async (sql) => ({
        status: 200,
        body: await takeWarning(sql, id, { by: caller.id, now }),
      }))
      return c.json(written.body, 200)
    })
}

function writePlace({ raisedAt, id }: { raisedAt: string; id: string }): string {
  return writeCursor(`${raisedAt} ${id}`)
}

function readPlace(cursor: string): WarningPlace {
  const [, at, id] = /^(\S{20,30}) (\S+)$/u.exec(readCursor(cursor)) ?? []
  if (at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at))) return { at, id }
  throw new AppError('BAD_REQUEST', 'The cursor is not one of this list.', {
    hint: 'Use `next` of the page before unchanged, or leave it out for the first page.',
    place: { field: 'cursor' },
  })
}

function onlyLeads({ role }: Caller): void {
  if (role === 'lead') return
  throw new AppError('FORBIDDEN', 'The list of early warnings is for leads.', {
    hint: 'Agents see the warnings of a conversation in GET /v1/conversations/{id}.',
  })
}
