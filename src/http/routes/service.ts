import { createRoute } from '@hono/zod-openapi'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { Health, Readiness, Session } from '../schemas/service.ts'
import { json, problems } from './responses.ts'

const health = createRoute({
  method: 'get',
  path: '/health',
  tags: ['operations'],
  summary: 'Whether the process runs',
  responses: { 200: json(Health, 'It does.') },
})

const ready = createRoute({
  method: 'get',
  path: '/ready',
  tags: ['operations'],
  summary: 'Whether the database answers and knowledge is served',
  responses: { 200: json(Readiness, 'Ready.'), 503: json(Readiness, 'Not yet.') },
})

const session = createRoute({
  method: 'get',
  path: '/v1/session',
  tags: ['operations'],
  summary: 'Who the caller is, and what a client has to know of the desk',
  responses: { 200: json(Session, 'The session.'), ...problems() },
})

/** Asked by load balancers, without a key. */
export function healthRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(health, (c) => c.json({ status: 'ok' as const, version: deps.version }, 200))
    .openapi(ready, async (c) => {
      const database = await answers(deps)
      const knowledge = deps.knowledge()
      const isReady = database && knowledge === 'served'
      const status = isReady ? ('ready' as const) : ('starting' as const)
      return c.json({ status, database, knowledge }, isReady ? 200 : 503)
    })
}

async function answers(deps: AppDeps): Promise<boolean> {
  try {
    await deps.db.read('app', (sql) => sql`select 1`)
    return true
  } catch {
    return false
  }
}

export function serviceRoutes(deps: AppDeps) {
  return createRoutes().openapi(session, (c) => {
    const { role, isDemo } = c.get('caller')
    const { name, languages, timeZone, timers } = deps.desk
    const { replyMinutes, replyWarnSeconds } = timers
    const desk = { name, languages, timeZone, replyMinutes, replyWarnSeconds }
    return c.json({ role, isDemo, version: deps.version, desk }, 200)
  })
}
