import { createRoute } from '@hono/zod-openapi'
import { summarizeTranscript } from '../../tickets/index.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { DraftedTicket } from '../schemas/drafted-tickets.ts'
import { Transcript } from '../schemas/transcripts.ts'
import { json, jsonBody, problems } from './responses.ts'

const summarize = createRoute({
  method: 'post',
  path: '/v1/summarize',
  tags: ['tickets'],
  summary: 'The draft of a ticket for a transcript, nothing stored',
  request: { body: jsonBody(Transcript) },
  responses: { 200: json(DraftedTicket, 'The draft.'), ...problems(413) },
})

export function summarizeRoutes({ desk, clock }: AppDeps) {
  return createRoutes().openapi(summarize, (c) =>
    c.json(summarizeTranscript(c.req.valid('json'), desk, clock.now()), 200),
  )
}
