import { createRoute } from '@hono/zod-openapi'
import {
  type ConversationRow,
  noSuchConversation,
  openConversation,
  readConversation,
  readNotes,
  readSuggestions,
  readTurns,
  readWarnings,
  type Scope,
  type StoredSuggestion,
} from '../../conversations/index.ts'
import { forget } from '../../copilot/forget.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { Conversation, RaisedWarning } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { writeOnce } from '../idempotency.ts'
import {
  ConversationPath,
  ConversationQuery,
  Conversation as ConversationSchema,
  NewConversation,
} from '../schemas/conversations.ts'
import { visibleNotes, visibleSuggestions } from '../visible-suggestion.ts'
import { json, jsonBody, problems } from './responses.ts'

const TAGS = ['conversations']
const LATEST_SUGGESTIONS = 50

const open = createRoute({
  method: 'post',
  path: '/v1/conversations',
  tags: TAGS,
  summary: 'Open a conversation',
  request: { body: jsonBody(NewConversation, false) },
  responses: { 201: json(ConversationSchema, 'Opened.'), ...problems(409) },
})

const read = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}',
  tags: TAGS,
  summary: 'A conversation with its turns, suggestions and warnings',
  request: { params: ConversationPath, query: ConversationQuery },
  responses: { 200: json(ConversationSchema, 'The conversation.'), ...problems(404) },
})

const remove = createRoute({
  method: 'delete',
  path: '/v1/conversations/{id}',
  tags: TAGS,
  summary: 'Delete a conversation and everything that was made of it: for leads',
  description:
    'Turns, suggestions, events, feedback and verdicts are gone for good; the audit keeps ids, hashes and instants. Deleted text may stand in pages of the database files until they are written anew: `sidecue forget` does that as well.',
  request: { params: ConversationPath },
  responses: { 204: { description: 'Deleted.' }, ...problems(404) },
})

export function conversationRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(open, async (c) => {
      const { channel, lang } = c.req.valid('json')
      const caller = c.get('caller')
      const now = deps.clock.now()
      const { written, isReplay } = await writeOnce(c, deps.db, now, async (sql) => {
        const input = { channel, lang: lang ?? null, openedBy: caller.id, now }
        const row = await openConversation(sql, input)
        return { status: 201, body: await viewConversation(sql, row, 0, caller) }
      })
      return c.json(written.body, 201, replayHeader(isReplay))
    })
    .openapi(read, async (c) => {
      const caller = c.get('caller')
      const { id } = c.req.valid('param')
      const view = await deps.db.read('app', async (sql) =>
        viewConversation(
          sql,
          await readConversation(sql, id, scopeOf(caller)),
          c.req.valid('query').turns,
          caller,
        ),
      )
      const suggestions = await visibleSuggestions(deps, view.suggestions, caller)
      return c.json({ ...view, suggestions }, 200)
    })
    .openapi(remove, async (c) => {
      if (c.get('caller').role !== 'lead') throw onlyForLeads()
      const { id } = c.req.valid('param')
      const { conversations } = await forget(deps.db, { ids: [id] }, 'request')
      if (conversations === 0) throw noSuchConversation()
      deps.live.stop(id)
      return c.body(null, 204)
    })
}

/** A service sees the conversations it opened; people of the desk see all. */
export function scopeOf(caller: Caller): Scope {
  return caller.role === 'service' ? { openedBy: caller.id } : {}
}

/** With every suggestion that was kept; what of them may still be shown is another question. */
async function viewConversation(
  sql: TransactionSql,
  row: ConversationRow,
  latest: number,
  caller: Caller,
): Promise<Conversation & { suggestions: StoredSuggestion[] }> {
  const turns = await readTurns(sql, row.id, latest)
  const suggestions = await readSuggestions(sql, row.id, LATEST_SUGGESTIONS)
  const warnings = await readWarnings(sql, row.id)
  const notes = await readNotes(sql, row.id)
  return {
    id: row.id,
    channel: row.channel,
    lang: row.lang,
    status: statusOf(row),
    agent: row.agent,
    department: row.department,
    stage: row.stage,
    skipped: row.skipped,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    droppedAt: row.droppedAt?.toISOString() ?? null,
    turns,
    turnCount: row.turnCount,
    suggestions,
    // Written by `receive-turns.ts` in this form.
    warnings: warnings as RaisedWarning[],
    notes: visibleNotes(notes, caller),
    lastEventId: row.lastEvent,
  }
}

export function statusOf(
  row: Pick<ConversationRow, 'closedAt' | 'droppedAt'>,
): 'open' | 'dropped' | 'closed' {
  if (row.closedAt) return 'closed'
  return row.droppedAt ? 'dropped' : 'open'
}

function onlyForLeads(): AppError {
  return new AppError('FORBIDDEN', 'Conversations are deleted by leads.', {
    hint: 'Ask your lead, with the id of the conversation.',
  })
}

/** Headers of an answer that was given before. */
export function replayHeader(isReplay: boolean): Record<string, string> {
  return isReplay ? { 'idempotency-replayed': 'true' } : {}
}
