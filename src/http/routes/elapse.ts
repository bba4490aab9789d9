import { createRoute } from '@hono/zod-openapi'
import { passTime } from '../../conversations/index.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { writeOnce } from '../idempotency.ts'
import { Elapse } from '../schemas/board.ts'
import {
  ConversationPath,
  ConversationState as ConversationStateSchema,
} from '../schemas/conversations.ts'
import { viewState } from './conversation-changes.ts'
import { replayHeader, scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const elapse = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/elapse',
  tags: ['samples'],
  summary: 'Let time pass in a conversation that is played from a recording',
  description:
    'Everything in it counts as if it had been so many seconds earlier; what is due then comes due by the usual rule. Only on a server without keys, where conversations are for trying.',
  request: { params: ConversationPath, body: jsonBody(Elapse) },
  responses: { 200: json(ConversationStateSchema, 'It has passed.'), ...problems(404, 409) },
})

export function elapseRoutes({ db, clock }: AppDeps) {
  return createRoutes().openapi(elapse, async (c) => {
    const caller = c.get('caller')
    if (!caller.isDemo) throw onlyForTrying()
    const { id } = c.req.valid('param')
    const { seconds } = c.req.valid('json')
    const passing = { id, scope: scopeOf(caller), seconds }
    const { written, isReplay } = await writeOnce(c, db, clock.now(), async (sql) => ({
      status: 200,
      body: viewState(await passTime(sql, passing)),
    }))
    return c.json(written.body, 200, replayHeader(isReplay))
  })
}

function onlyForTrying(): AppError {
  return new AppError('FORBIDDEN', 'Time passes by itself on a desk with keys.', {
    hint: 'Recordings with silences are played on a server without SIDECUE_KEYS.',
  })
}
