import { createRoute } from '@hono/zod-openapi'
import { readConversation, readTurns } from '../../conversations/index.ts'
import type { Turn } from '../../conversations/types.ts'
import { appendAudit } from '../../copilot/audit.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { CheckRequest, CheckVerdict } from '../schemas/service.ts'
import { scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

/** Earlier turns whose facts count as said; the latest. */
const CHECK_CONTEXT_TURNS = 300

const check = createRoute({
  method: 'post',
  path: '/v1/check',
  tags: ['suggestions'],
  summary: "The check of an agent's own words before they are sent",
  request: { body: jsonBody(CheckRequest) },
  responses: { 200: json(CheckVerdict, 'The verdict.'), ...problems(404, 413) },
})

export function checkRoutes(deps: AppDeps) {
  return createRoutes().openapi(check, async (c) => {
    const { text, lang, conversation, turns } = c.req.valid('json')
    const stored = conversation ? await storedTurns(deps, conversation, c.get('caller')) : []
    const verdict = await deps.check({ text, lang, turns: [...stored, ...(turns ?? [])] })
    if (verdict.verdict === 'block') {
      const rules = [...new Set(verdict.findings.map(({ rule }) => rule))]
      const by = c.get('caller').id
      const entry = {
        kind: 'draft-blocked',
        conversation: conversation ?? null,
        by,
        rules,
      } as const
      await deps.db.write('app', (sql) => appendAudit(sql, entry))
    }
    return c.json(verdict, 200)
  })
}

function storedTurns(deps: AppDeps, id: string, caller: Caller): Promise<Turn[]> {
  return deps.db.read('app', async (sql) => {
    await readConversation(sql, id, scopeOf(caller))
    return readTurns(sql, id, CHECK_CONTEXT_TURNS)
  })
}
