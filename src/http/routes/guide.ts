import { createRoute } from '@hono/zod-openapi'
import { readConversation, readTimer, readTurns } from '../../conversations/index.ts'
import { timerEnd } from '../../conversations/timers.ts'
import { readGuide } from '../../copilot/read-guide.ts'
import { suggestNow } from '../../copilot/suggest-now.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { ConversationPath } from '../schemas/conversations.ts'
import { Guide } from '../schemas/guide.ts'
import { StoredSuggestion } from '../schemas/suggestions.ts'
import { visibleSuggestion } from '../visible-suggestion.ts'
import { scopeOf } from './conversations.ts'
import { json, problems } from './responses.ts'

/** Turns that the guide is read from, the latest: the facts of a long talk are said again. */
const TURNS = 500

const guide = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}/guide',
  tags: ['conversations'],
  summary: 'Where a conversation stands, what was skipped, what to read back, what is due',
  description:
    'Read from the turns by rule. Ask for it anew after `turn-added`, `stage-changed` and `timer-due`.',
  request: { params: ConversationPath },
  responses: { 200: json(Guide, 'The guide.'), ...problems(404) },
})

const suggest = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/suggest',
  tags: ['suggestions'],
  summary: 'A suggestion now, for the conversation as it stands',
  description:
    'At any time, whatever was suggested before. It is stored and told by `suggestion-ready` like any other.',
  request: { params: ConversationPath },
  responses: { 201: json(StoredSuggestion, 'The suggestion.'), ...problems(404, 409) },
})

export function guideRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(guide, async (c) => {
      const { id } = c.req.valid('param')
      const scope = scopeOf(c.get('caller'))
      const { row, turns, timer } = await deps.db.read('app', async (sql) => {
        const row = await readConversation(sql, id, scope)
        return { row, turns: await readTurns(sql, id, TURNS), timer: await readTimer(sql, id) }
      })
      const { channel, stage, skipped, lang, lastEvent } = row
      const final = turns.filter((turn) => turn.final)
      const standing = { id, channel, stage, skipped, turns: final, ...(lang ? { lang } : {}) }
      const due = timer && {
        ...timer,
        since: timer.since.toISOString(),
        due: timer.due?.toISOString() ?? null,
        end: timerEnd(timer, deps.desk.timers.channels[channel])?.toISOString() ?? null,
      }
      return c.json(
        { stage, ...readGuide(standing, deps.desk), timer: due, lastEventId: lastEvent },
        200,
      )
    })
    .openapi(suggest, async (c) => {
      const { id } = c.req.valid('param')
      const caller = c.get('caller')
      const asking = { id, scope: scopeOf(caller), by: caller.id, signal: c.req.raw.signal }
      const suggestion = await suggestNow(deps, asking)
      // What was waiting for the same state has been answered.
      deps.live.stop(id)
      return c.json(visibleSuggestion(suggestion, caller), 201)
    })
}
