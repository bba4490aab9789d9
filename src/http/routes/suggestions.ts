import { createRoute } from '@hono/zod-openapi'
import { addFeedback, checkOrder } from '../../conversations/index.ts'
import { auditSuggestion } from '../../copilot/audit.ts'
import { leaveOnGrid } from '../../copilot/refusal-grid.ts'
import { suggestStanding } from '../../copilot/suggest-standing.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { writeOnce } from '../idempotency.ts'
import { Feedback, NewFeedback, Suggestion, SuggestionPath } from '../schemas/suggestions.ts'
import { Transcript } from '../schemas/transcripts.ts'
import { visibleSuggestion } from '../visible-suggestion.ts'
import { scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const suggest = createRoute({
  method: 'post',
  path: '/v1/suggest',
  tags: ['suggestions'],
  summary: 'A suggestion for a transcript, nothing stored',
  request: { body: jsonBody(Transcript) },
  responses: { 200: json(Suggestion, 'The suggestion.'), ...problems(413) },
})

const feedback = createRoute({
  method: 'post',
  path: '/v1/suggestions/{id}/feedback',
  tags: ['suggestions'],
  summary: 'What the agent did with a suggestion',
  request: { params: SuggestionPath, body: jsonBody(NewFeedback) },
  responses: { 201: json(Feedback, 'Kept.'), ...problems(404, 409, 413) },
})

export function suggestionRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(suggest, async (c) => {
      const since = deps.clock.now()
      const transcript = c.req.valid('json')
      checkOrder(transcript.turns)
      const { clock, refusalGridMs: gridMs } = deps
      const { signal } = c.req.raw
      const standing = await suggestStanding(deps, transcript, { signal })
      const caller = c.get('caller')
      await auditSuggestion(deps.db, standing, caller.id)
      const suggestion = await leaveOnGrid(standing.suggestion, { clock, gridMs, since, signal })
      return c.json(visibleSuggestion(suggestion, caller), 200)
    })
    .openapi(feedback, async (c) => {
      const { verdict, reason, finalText } = c.req.valid('json')
      const suggestion = c.req.valid('param').id
      const caller = c.get('caller')
      const now = deps.clock.now()
      const { written } = await writeOnce(c, deps.db, now, async (sql) => {
        const { id, at } = await addFeedback(sql, {
          suggestion,
          scope: scopeOf(caller),
          givenBy: caller.id,
          verdict,
          reason: reason ?? null,
          finalText: finalText ?? null,
          now,
        })
        return { status: 201, body: { id, suggestion, verdict, reason: reason ?? null, at } }
      })
      return c.json(written.body, 201)
    })
}
