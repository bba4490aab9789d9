import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { addEvents, lockConversation, newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import {
  addFollowUp,
  completeFollowUp,
  type FollowUp as FollowUpRow,
  followUpChanged,
  listFollowUps,
  readFollowUp,
  takeFollowUp,
} from '../../tickets/follow-up/index.ts'
import { maskWithin } from '../../tickets/review/mask-value.ts'
import type { FollowUp as FollowUpView } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { type AppEnv, createRoutes } from '../app-env.ts'
import { readPlace, writePlace } from '../cursors.ts'
import { writeOnce } from '../idempotency.ts'
import {
  FollowUp,
  FollowUpCompletion,
  FollowUpList,
  FollowUpListQuery,
  FollowUpPath,
  NewFollowUp,
} from '../schemas/follow-ups.ts'
import { replayHeader } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'
import { reviewer } from './tickets.ts'

const tags = ['follow-ups']

const list = createRoute({
  method: 'get',
  path: '/v1/follow-ups',
  tags,
  summary: 'What is owed to customers, the first due first: for agents and leads',
  request: { query: FollowUpListQuery },
  responses: { 200: json(FollowUpList, 'One page.'), ...problems() },
})

const add = createRoute({
  method: 'post',
  path: '/v1/follow-ups',
  tags,
  summary: 'Keep a reminder of your own',
  request: { body: jsonBody(NewFollowUp) },
  responses: { 201: json(FollowUp, 'Kept.'), ...problems(404, 409, 413) },
})

const take = createRoute({
  method: 'post',
  path: '/v1/follow-ups/{id}/take',
  tags,
  summary: 'See to it yourself',
  request: { params: FollowUpPath },
  responses: { 200: json(FollowUp, 'It is yours.'), ...problems(404, 409) },
})

const complete = createRoute({
  method: 'post',
  path: '/v1/follow-ups/{id}/completion',
  tags,
  summary: 'What came of it',
  request: { params: FollowUpPath, body: jsonBody(FollowUpCompletion) },
  responses: { 200: json(FollowUp, 'It is done.'), ...problems(404, 409, 413) },
})

export function followUpRoutes(deps: AppDeps) {
  const { db, clock } = deps
  return createRoutes()
    .openapi(list, async (c) => {
      reviewer(c.get('caller'))
      const { state, kind, conversation, due_before, limit, cursor } = c.req.valid('query')
      const place = cursor === undefined ? null : readPlace(cursor)
      const filter = {
        ...{ state: state ?? null, kind: kind ?? null, conversation: conversation ?? null },
        dueBefore: due_before === undefined ? null : new Date(due_before),
        ...{ after: place && { dueAt: place.at, id: place.id }, limit: limit + 1 },
      }
      const rows = await db.read('app', (sql) => listFollowUps(sql, filter))
      const followUps = rows.slice(0, limit).map((row) => view(row, clock.now()))
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return c.json({ followUps, next: last ? writePlace(last.dueAt, last.id) : null }, 200)
    })
    .openapi(add, async (c) => {
      reviewer(c.get('caller'))
      const { conversation: id, note, dueAt } = c.req.valid('json')
      const now = clock.now()
      const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
        const conversation = await lockConversation(sql, id, {})
        const own = { conversation: id, kind: 'other', source: newId('own') } as const
        const due = { dueAt: new Date(dueAt), isDueSaid: true }
        const added = await addFollowUp(
          sql,
          { ...own, note: maskWithin(note) ?? note, ...due },
          now,
        )
        await addEvents(sql, conversation, [followUpChanged(added!)], now)
        return { status: 201, body: view(added!, now) }
      })
      return c.json(written.body, 201, replayHeader(isReplay))
    })
    .openapi(take, (c) => settle(c, deps, takeFollowUp))
    .openapi(complete, (c) => {
      const { outcome, note } = c.req.valid('json')
      return settle(c, deps, (sql, row, doing) =>
        completeFollowUp(sql, row, { ...doing, outcome, note: note ?? null }),
      )
    })
}

async function settle(
  c: Context<AppEnv>,
  { db, clock }: AppDeps,
  run: (sql: TransactionSql, row: FollowUpRow, doing: { by: string; now: Date }) => Promise<void>,
) {
  const { id: by } = reviewer(c.get('caller'))
  const id = c.req.param('id') ?? ''
  const now = clock.now()
  const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
    const { conversation: talk } = await readFollowUp(sql, id)
    const conversation = await lockConversation(sql, talk, {})
    const before = await readFollowUp(sql, id)
    await run(sql, before, { by, now })
    const after = await readFollowUp(sql, id)
    const events = after.state === before.state ? [] : [followUpChanged(after)]
    await addEvents(sql, conversation, events, now)
    return { status: 200, body: view(after, now) }
  })
  return c.json(written.body, 200, replayHeader(isReplay))
}

function view({ dueAt, createdAt, takenAt, doneAt, ...row }: FollowUpRow, now: Date): FollowUpView {
  const isOpen = row.state === 'open' || row.state === 'taken'
  return {
    ...row,
    dueAt: dueAt.toISOString(),
    isOverdue: isOpen && dueAt < now,
    createdAt: createdAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
  }
}
