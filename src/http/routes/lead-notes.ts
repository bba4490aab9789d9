import { createRoute } from '@hono/zod-openapi'
import { addNote } from '../../conversations/index.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { writeOnce } from '../idempotency.ts'
import { AddedNote, NewNote } from '../schemas/board.ts'
import { ConversationPath } from '../schemas/conversations.ts'
import { replayHeader } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const add = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/notes',
  tags: ['team'],
  summary: 'A note to whoever holds a conversation, and taking it over with one: for leads',
  description:
    'The event `note-added` tells of it, and `conversation-transferred` where it is taken over. A note is no part of the talk: no customer, no suggestion, no ticket and no service ever reads it.',
  request: { params: ConversationPath, body: jsonBody(NewNote) },
  responses: { 201: json(AddedNote, 'Written.'), ...problems(404, 409, 413) },
})

export function leadNoteRoutes({ db, clock }: AppDeps) {
  return createRoutes().openapi(add, async (c) => {
    const { id: by, role } = c.get('caller')
    if (role !== 'lead') throw onlyForLeads()
    const { id } = c.req.valid('param')
    const { text, takeOver } = c.req.valid('json')
    const now = clock.now()
    const note = { id, scope: {}, now, by, text, takeOver: takeOver?.agent ?? null }
    const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
      const { lastEvent: lastEventId, ...added } = await addNote(sql, note)
      return { status: 201, body: { ...added, lastEventId } }
    })
    return c.json(written.body, 201, replayHeader(isReplay))
  })
}

function onlyForLeads(): AppError {
  return new AppError('FORBIDDEN', 'Notes to agents are written by leads.', {
    hint: 'An agent who needs help passes the conversation on: POST …/transfer.',
  })
}
