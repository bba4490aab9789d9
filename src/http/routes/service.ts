import { createRoute } from '@hono/zod-openapi'
import { readConversation, readTurns } from '../../conversations/index.ts'
import type { Turn } from '../../conversations/types.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { CheckRequest, CheckVerdict, Health, Readiness, Session } from '../schemas/service.ts'
import { scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

/** Earlier turns whose facts count as said; the latest. */
const CHECK_CONTEXT_TURNS = 300

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

const check = createRoute({
  method: 'post',
  path: '/v1/check',
  tags: ['suggestions'],
  summary: "The check of an agent's own words before they are sent",
  request: { body: jsonBody(CheckRequest) },
  responses: { 200: json(CheckVerdict, 'The verdict.'), ...problems(404, 413) },
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
  return createRoutes()
    .openapi(session, (c) => {
      const { role, isDemo } = c.get('caller')
      const { name, languages, timeZone, timers } = deps.desk
      const { replyMinutes, replyWarnSeconds } = timers
      const desk = { name, languages, timeZone, replyMinutes, replyWarnSeconds }
      return c.json({ role, isDemo, version: deps.version, desk }, 200)
    })
    .openapi(check, async (c) => {
      const { text, lang, conversation, turns } = c.req.valid('json')
      const stored = conversation ? await storedTurns(deps, conversation, c.get('caller')) : []
      const verdict = await deps.check({ text, lang, turns: [...stored, ...(turns ?? [])] })
      return c.json(verdict, 200)
    })
}

function storedTurns(deps: AppDeps, id: string, caller: Caller): Promise<Turn[]> {
  return deps.db.read('app', async (sql) => {
    await readConversation(sql, id, scopeOf(caller))
    return readTurns(sql, id, CHECK_CONTEXT_TURNS)
  })
}
