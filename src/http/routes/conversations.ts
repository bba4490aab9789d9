import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  type ConversationRow,
  closeConversation,
  noSuchConversation,
  openConversation,
  readConversation,
  readSuggestions,
  readTurns,
  readWarnings,
  type Scope,
  type StoredSuggestion,
} from '../../conversations/index.ts'
import { forget } from '../../copilot/forget.ts'
import { receiveTurns } from '../../copilot/receive-turns.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { Conversation, RaisedWarning } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { type AppEnv, createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { type Written, writeOnce } from '../idempotency.ts'
import {
  AppendedTurns,
  ClosedConversation,
  ConversationPath,
  Conversation as ConversationSchema,
  NewConversation,
  NewTurns,
} from '../schemas/conversations.ts'
import { visibleSuggestions } from '../visible-suggestion.ts'
import { json, jsonBody, problems } from './responses.ts'

const TAGS = ['conversations']
/** A conversation is read with all its turns; `append-turns.ts` holds their number down. */
const ALL_TURNS = 10_000
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
  request: { params: ConversationPath },
  responses: { 200: json(ConversationSchema, 'The conversation.'), ...problems(404) },
})

const append = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/turns',
  tags: TAGS,
  summary: 'Append one turn, or up to 300',
  description:
    'All or none are stored. Sending a turn again changes nothing; a corrected one needs a higher `rev`. Once answered, the turns are durable.',
  request: { params: ConversationPath, body: jsonBody(NewTurns) },
  responses: {
    200: json(AppendedTurns, 'Nothing was new.'),
    201: json(AppendedTurns, 'Stored.'),
    ...problems(404, 409, 413, 422),
  },
})

const close = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/close',
  tags: TAGS,
  summary: 'Close a conversation',
  request: { params: ConversationPath },
  responses: { 200: json(ClosedConversation, 'Closed.'), ...problems(404, 409) },
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
        return { status: 201, body: await viewConversation(sql, row) }
      })
      return c.json(written.body, 201, replayHeader(isReplay))
    })
    .openapi(read, async (c) => {
      const caller = c.get('caller')
      const { id } = c.req.valid('param')
      const view = await deps.db.read('app', async (sql) =>
        viewConversation(sql, await readConversation(sql, id, scopeOf(caller))),
      )
      const suggestions = await visibleSuggestions(deps, view.suggestions, caller)
      return c.json({ ...view, suggestions }, 200)
    })
    .openapi(append, async (c) => {
      const { written, isReplay } = await appendOnce(
        c,
        deps,
        c.req.valid('param').id,
        c.req.valid('json'),
      )
      return c.json(written.body, written.status, replayHeader(isReplay))
    })
    .openapi(close, async (c) => {
      const { id } = c.req.valid('param')
      const now = deps.clock.now()
      const { written } = await writeOnce(c, deps.db, now, async (sql) => {
        const closed = await closeConversation(sql, { id, scope: scopeOf(c.get('caller')), now })
        const { closedAt, lastEvent } = closed
        const status = 'closed' as const
        return {
          status: 200,
          body: { id, status, closedAt: closedAt.toISOString(), lastEventId: lastEvent },
        }
      })
      deps.live.stop(id)
      return c.json(written.body, 200)
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

async function appendOnce(
  c: Context<AppEnv>,
  deps: AppDeps,
  id: string,
  { turns }: { turns: Parameters<typeof receiveTurns>[2]['turns'] },
) {
  const now = deps.clock.now()
  const scope = scopeOf(c.get('caller'))
  let appended: Awaited<ReturnType<typeof receiveTurns>> | undefined
  const result = await writeOnce(c, deps.db, now, async (sql): Promise<Written<AppendedBody>> => {
    appended = await receiveTurns(sql, deps.findWarnings, { id, scope, turns, now })
    const { conversation, received, changed } = appended
    return {
      status: changed.length > 0 ? 201 : 200,
      body: {
        conversation: id,
        turns: received,
        stage: conversation.stage,
        lastEventId: conversation.lastEvent,
      },
    }
  })
  // Only now are the turns durable.
  if (appended && !result.isReplay) deps.live.turnsAppended(appended)
  return result
}

type AppendedBody = {
  conversation: string
  turns: { seq: number; status: 'added' | 'revised' | 'unchanged' | 'outdated' }[]
  stage: Conversation['stage']
  lastEventId: number
}

/** A service sees the conversations it opened; people of the desk see all. */
export function scopeOf(caller: Caller): Scope {
  return caller.role === 'service' ? { openedBy: caller.id } : {}
}

/** With every suggestion that was kept; what of them may still be shown is another question. */
async function viewConversation(
  sql: TransactionSql,
  row: ConversationRow,
): Promise<Conversation & { suggestions: StoredSuggestion[] }> {
  const turns = await readTurns(sql, row.id, ALL_TURNS)
  const suggestions = await readSuggestions(sql, row.id, LATEST_SUGGESTIONS)
  const warnings = await readWarnings(sql, row.id)
  return {
    id: row.id,
    channel: row.channel,
    lang: row.lang,
    status: row.closedAt ? 'closed' : 'open',
    stage: row.stage,
    skipped: row.skipped,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    turns,
    suggestions,
    // Written by `receive-turns.ts` in this form.
    warnings: warnings as RaisedWarning[],
    lastEventId: row.lastEvent,
  }
}

function onlyForLeads(): AppError {
  return new AppError('FORBIDDEN', 'Conversations are deleted by leads.', {
    hint: 'Ask your lead, with the id of the conversation.',
  })
}

function replayHeader(isReplay: boolean): Record<string, string> {
  return isReplay ? { 'idempotency-replayed': 'true' } : {}
}
