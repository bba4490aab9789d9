import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import {
  type Changing,
  type ConversationRow,
  closeConversation,
  transferConversation,
} from '../../conversations/index.ts'
import { goOn, loseLine } from '../../copilot/change-conversation.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/index.ts'
import { AppError } from '../../errors.ts'
import type { ConversationState } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { type AppEnv, createRoutes } from '../app-env.ts'
import { writeOnce } from '../idempotency.ts'
import {
  ChangeReason,
  ClosedConversation,
  ConversationPath,
  ConversationState as ConversationStateSchema,
  NewTransfer,
} from '../schemas/conversations.ts'
import { replayHeader, scopeOf, statusOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const shared = { method: 'post' as const, tags: ['conversations'] }
const request = { params: ConversationPath, body: jsonBody(ChangeReason, false) }

const close = createRoute({
  ...shared,
  path: '/v1/conversations/{id}/close',
  summary: 'Close a conversation',
  request,
  responses: { 200: json(ClosedConversation, 'Closed.'), ...problems(404, 409) },
})

const drop = createRoute({
  ...shared,
  path: '/v1/conversations/{id}/drop',
  summary: 'Note that the line or connection is lost',
  description:
    'Turns that are still on their way are taken. Somebody has to call back: see the event `conversation-dropped`.',
  request,
  responses: { 200: json(ConversationStateSchema, 'Lost.'), ...problems(404, 409) },
})

const reopen = createRoute({
  ...shared,
  path: '/v1/conversations/{id}/reopen',
  summary: 'Go on with a conversation that was closed, or whose line was lost',
  request,
  responses: { 200: json(ConversationStateSchema, 'Open.'), ...problems(404, 409) },
})

const transfer = createRoute({
  ...shared,
  path: '/v1/conversations/{id}/transfer',
  summary: 'Pass a conversation on to an agent, a department, or both',
  description:
    'The event `conversation-transferred` tells who passed it on, from whom, to whom and when.',
  request: { params: ConversationPath, body: jsonBody(NewTransfer) },
  responses: { 200: json(ConversationStateSchema, 'Passed on.'), ...problems(404, 409) },
})

export function conversationChangeRoutes(deps: AppDeps) {
  const { timers } = deps.desk
  return createRoutes()
    .openapi(close, async (c) => {
      const input = changing(c, deps, c.req.valid('param').id, c.req.valid('json').reason)
      const { written, isReplay } = await writeOnce(c, deps.db, input.now, async (sql) => {
        const { id, closedAt, lastEvent } = await closeConversation(sql, input)
        const status = 'closed' as const
        const body = { id, status, closedAt: closedAt.toISOString(), lastEventId: lastEvent }
        return { status: 200, body }
      })
      if (!isReplay) deps.live.stop(input.id)
      return c.json(written.body, 200, replayHeader(isReplay))
    })
    .openapi(drop, (c) => {
      const input = changing(c, deps, c.req.valid('param').id, c.req.valid('json').reason)
      return change(c, deps, input, (sql) => loseLine(sql, { ...input, timers }))
    })
    .openapi(reopen, (c) => {
      const input = changing(c, deps, c.req.valid('param').id, c.req.valid('json').reason)
      return change(c, deps, input, (sql) => goOn(sql, { ...input, timers }))
    })
    .openapi(transfer, (c) => {
      const { agent = null, department = null, reason } = c.req.valid('json')
      if (department !== null) checkDepartment(deps.desk, department)
      const input = changing(c, deps, c.req.valid('param').id, reason)
      const to = { agent, department }
      return change(c, deps, input, (sql) => transferConversation(sql, { ...input, to }))
    })
}

function changing(
  c: Context<AppEnv>,
  { clock }: AppDeps,
  id: string,
  reason: string | undefined,
): Changing {
  const caller = c.get('caller')
  const by = { by: caller.id, ...(reason === undefined ? {} : { reason }) }
  return { id, scope: scopeOf(caller), now: clock.now(), ...by }
}

async function change(
  c: Context<AppEnv>,
  { db }: AppDeps,
  input: Changing,
  run: (sql: TransactionSql) => Promise<ConversationRow>,
) {
  const { written, isReplay } = await writeOnce(c, db, input.now, async (sql) => ({
    status: 200,
    body: viewState(await run(sql)),
  }))
  return c.json(written.body, 200, replayHeader(isReplay))
}

/** Where a conversation stands, as its changes answer. */
export function viewState(row: ConversationRow): ConversationState {
  const { id, agent, department, lastEvent } = row
  return {
    ...{ id, status: statusOf(row), agent, department },
    droppedAt: row.droppedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    lastEventId: lastEvent,
  }
}

function checkDepartment({ taxonomy }: Desk, department: string): void {
  const known = taxonomy.departments.map(({ id }) => id)
  if (known.includes(department)) return
  throw new AppError('BAD_REQUEST', 'No such department at this desk.', {
    hint:
      known.length > 0
        ? `Departments are ${known.join(', ')}.`
        : 'taxonomy.yml names no departments: name an agent.',
    place: { field: 'department' },
  })
}
