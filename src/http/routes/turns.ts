import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { readConversation, readTurnsAfter } from '../../conversations/index.ts'
import { receiveTurns } from '../../copilot/receive-turns.ts'
import { AppError } from '../../errors.ts'
import type { AppendedTurns as AppendedBody } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { type AppEnv, createRoutes } from '../app-env.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { type Written, writeOnce } from '../idempotency.ts'
import {
  AppendedTurns,
  ConversationPath,
  NewTurns,
  TurnPage,
  TurnPageQuery,
} from '../schemas/conversations.ts'
import { replayHeader, scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const append = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/turns',
  tags: ['conversations'],
  summary: 'Append one turn, or up to 300',
  description:
    'All or none are stored. Sending a turn again changes nothing; a corrected one needs a higher `rev`. A conversation may be joined in the middle, and turns may come late: they are ordered by `seq`. Once answered, the turns are durable.',
  request: { params: ConversationPath, body: jsonBody(NewTurns) },
  responses: {
    200: json(AppendedTurns, 'Nothing was new.'),
    201: json(AppendedTurns, 'Stored.'),
    ...problems(404, 409, 413, 422),
  },
})

const list = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}/turns',
  tags: ['conversations'],
  summary: 'The turns of a conversation by seq, in pages',
  request: { params: ConversationPath, query: TurnPageQuery },
  responses: { 200: json(TurnPage, 'A page.'), ...problems(404) },
})

export function turnRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(append, async (c) => {
      const { id } = c.req.valid('param')
      const { written, isReplay } = await appendOnce(c, deps, id, c.req.valid('json'))
      return c.json(written.body, written.status, replayHeader(isReplay))
    })
    .openapi(list, async (c) => {
      const { id } = c.req.valid('param')
      const { limit, cursor } = c.req.valid('query')
      const after = cursor === undefined ? 0 : readSeq(cursor)
      const read = await deps.db.read('app', async (sql) => {
        await readConversation(sql, id, scopeOf(c.get('caller')))
        return readTurnsAfter(sql, id, after, limit + 1)
      })
      const turns = read.slice(0, limit)
      const last = read.length > limit ? turns.at(-1) : undefined
      return c.json({ turns, next: last ? writeCursor(String(last.seq)) : null }, 200)
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
  const { findWarnings, findTrouble } = deps
  const { timers } = deps.desk
  let appended: Awaited<ReturnType<typeof receiveTurns>> | undefined
  const result = await writeOnce(c, deps.db, now, async (sql): Promise<Written<AppendedBody>> => {
    appended = await receiveTurns(sql, findWarnings, { id, scope, turns, now, timers, findTrouble })
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

function readSeq(cursor: string): number {
  const seq = readCursor(cursor)
  if (/^\d{1,9}$/u.test(seq)) return Number(seq)
  throw new AppError('BAD_REQUEST', 'The cursor is not one of this list.', {
    hint: 'Use `next` of the page before unchanged, or leave it out for the first page.',
    place: { field: 'cursor' },
  })
}
