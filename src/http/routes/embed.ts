import { createRoute } from '@hono/zod-openapi'
import { openEmbedded } from '../../conversations/open-embedded.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { writeOnce } from '../idempotency.ts'
import { Embedding, NewEmbedding } from '../schemas/embeddings.ts'
import { replayHeader } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const open = createRoute({
  method: 'post',
  path: '/v1/embeddings',
  tags: ['conversations'],
  summary: 'The conversation that a help desk shows under its own reference: for agents and leads',
  description:
    'Used by the panel in a frame. The same host and reference give the same conversation, whoever asks; who asks is told by the key alone.',
  request: { body: jsonBody(NewEmbedding) },
  responses: { 200: json(Embedding, 'There is one.'), ...problems(409) },
})

export function embedRoutes({ db, clock }: AppDeps) {
  return createRoutes().openapi(open, async (c) => {
    const { id: openedBy } = personOfTheDesk(c.get('caller'))
    const { lang = null, ...asked } = c.req.valid('json')
    const now = clock.now()
    const { written, isReplay } = await writeOnce(c, db, now, async (sql) => ({
      status: 200,
      body: await openEmbedded(sql, { ...asked, lang, openedBy, now }),
    }))
    return c.json(written.body, 200, replayHeader(isReplay))
  })
}

function personOfTheDesk(caller: Caller): Caller {
  if (caller.role === 'agent' || caller.role === 'lead') return caller
  throw new AppError('FORBIDDEN', 'The panel in a frame is for agents and leads.', {
    hint: 'A program opens conversations with POST /v1/conversations.',
  })
}
