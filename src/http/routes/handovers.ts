import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import {
  draftHandover,
  editHandover,
  type Handover as HandoverRow,
  listHandovers,
  printHandover,
  readHandover,
  readItems,
  readVersions,
  refreshHandover,
  returnHandover,
  signHandover,
} from '../../insights/handover/index.ts'
import type { Handover as HandoverView } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { type AppEnv, createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { readPlace, writePlace } from '../cursors.ts'
import { writeOnce } from '../idempotency.ts'
import {
  Handover,
  HandoverEdit,
  HandoverList,
  HandoverListQuery,
  HandoverPath,
  HandoverPrintQuery,
  HandoverRefresh,
  HandoverReturn,
  HandoverSignature,
  NewHandover,
} from '../schemas/handovers.ts'
import { replayHeader } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const tags = ['handovers']
const one = json(Handover, 'As it stands now.')

const list = createRoute({
  method: 'get',
  path: '/v1/handovers',
  tags,
  summary: 'Shift handovers, the latest first: for agents and leads',
  request: { query: HandoverListQuery },
  responses: { 200: json(HandoverList, 'One page.'), ...problems() },
})

const draft = createRoute({
  method: 'post',
  path: '/v1/handovers',
  tags,
  summary: 'Draw up a handover from what the system knows of a shift',
  request: { body: jsonBody(NewHandover) },
  responses: { 201: one, ...problems(409) },
})

const read = createRoute({
  method: 'get',
  path: '/v1/handovers/{id}',
  tags,
  summary: 'A handover with its items and who did what',
  request: { params: HandoverPath },
  responses: { 200: one, ...problems(404) },
})

const print = createRoute({
  method: 'get',
  path: '/v1/handovers/{id}/print',
  tags,
  summary: 'The same as markdown, to print and file',
  request: { params: HandoverPath, query: HandoverPrintQuery },
  responses: { 200: { description: 'Markdown.' }, ...problems(404) },
})

const edit = createRoute({
  method: 'patch',
  path: '/v1/handovers/{id}',
  tags,
  summary: 'Complete a draft: notes, items of your own, what is left out',
  request: { params: HandoverPath, body: jsonBody(HandoverEdit) },
  responses: { 200: one, ...problems(404, 409, 413) },
})

const refresh = createRoute({
  method: 'post',
  path: '/v1/handovers/{id}/refresh',
  tags,
  summary: 'Bring the system’s part of a draft up to date',
  request: { params: HandoverPath, body: jsonBody(HandoverRefresh) },
  responses: { 200: one, ...problems(404, 409) },
})

const sign = createRoute({
  method: 'post',
  path: '/v1/handovers/{id}/signature',
  tags,
  summary: 'Sign for the shift that goes or the one that comes',
  description: 'Two people sign, first the shift that goes. What is signed does not change.',
  request: { params: HandoverPath, body: jsonBody(HandoverSignature) },
  responses: { 200: one, ...problems(404, 409) },
})

const giveBack = createRoute({
  method: 'post',
  path: '/v1/handovers/{id}/return',
  tags,
  summary: 'Hand it back with a reason, before both have signed',
  request: { params: HandoverPath, body: jsonBody(HandoverReturn) },
  responses: { 200: one, ...problems(404, 409) },
})

export function handoverRoutes(deps: AppDeps) {
  const { db, clock, desk } = deps
  return createRoutes()
    .openapi(list, async (c) => {
      dutyPerson(c.get('caller'))
      const { state = null, limit, cursor } = c.req.valid('query')
      const after = cursor === undefined ? null : readPlace(cursor)
      const rows = await db.read('app', (sql) =>
        listHandovers(sql, { state, after, limit: limit + 1 }),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      const next = last ? writePlace(last.until, last.id) : null
      return c.json({ handovers: rows.slice(0, limit).map(viewHead), next }, 200)
    })
    .openapi(draft, async (c) => {
      const { id: by } = dutyPerson(c.get('caller'))
      const { shift, from, until, lang = desk.languages[0] ?? 'en' } = c.req.valid('json')
      const now = clock.now()
      const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
        const times = { from: new Date(from), until: new Date(until) }
        const id = await draftHandover(sql, desk, { ...times, shift, lang, by, now })
        return { status: 201, body: await view(sql, id) }
      })
      return c.json(written.body, 201, replayHeader(isReplay))
    })
    .openapi(read, async (c) => {
      dutyPerson(c.get('caller'))
      return c.json(await db.read('app', (sql) => view(sql, c.req.valid('param').id)), 200)
    })
    .openapi(print, async (c) => {
      dutyPerson(c.get('caller'))
      const { id } = c.req.valid('param')
      const { handover, items } = await db.read('app', async (sql) => ({
        handover: await readHandover(sql, id),
        items: await readItems(sql, id),
      }))
      const lang = c.req.valid('query').lang ?? handover.lang
      const headers = { 'content-type': 'text/markdown; charset=utf-8' }
      return c.body(printHandover(handover, items, desk, lang), 200, headers)
    })
    .openapi(edit, (c) => {
      const { version, ...change } = c.req.valid('json')
      return settle(c, deps, (sql, id, doing) =>
        editHandover(sql, id, { ...doing, version, edit: toEdit(change) }),
      )
    })
    .openapi(refresh, (c) => {
      const { version } = c.req.valid('json')
      return settle(c, deps, (sql, id, doing) =>
        refreshHandover(sql, desk, id, { ...doing, version }),
      )
    })
    .openapi(sign, (c) => {
      const signature = c.req.valid('json')
      return settle(c, deps, (sql, id, doing) => signHandover(sql, id, { ...doing, ...signature }))
    })
    .openapi(giveBack, (c) => {
      const back = c.req.valid('json')
      return settle(c, deps, (sql, id, doing) => returnHandover(sql, id, { ...doing, ...back }))
    })
}

async function settle(
  c: Context<AppEnv>,
  { db, clock }: AppDeps,
  run: (sql: TransactionSql, id: string, doing: { by: string; now: Date }) => Promise<void>,
) {
  const { id: by } = dutyPerson(c.get('caller'))
  const id = c.req.param('id') ?? ''
  const now = clock.now()
  const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
    await run(sql, id, { by, now })
    return { status: 200, body: await view(sql, id) }
  })
  return c.json(written.body, 200, replayHeader(isReplay))
}

function dutyPerson(caller: Caller): Caller {
  if (caller.role === 'agent' || caller.role === 'lead') return caller
  throw new AppError('FORBIDDEN', 'Shifts are handed over by agents and leads.', {
    hint: 'Whoever was on duty signs for it; no program does.',
  })
}

/** Without keys that are undefined. */
function toEdit({ items, add, remove }: Omit<HandoverEditBody, 'version'>) {
  return {
    items: items.map(({ id, note, title, isLeftOut }) => ({
      id,
      ...(note === undefined ? {} : { note }),
      ...(title === undefined ? {} : { title }),
      ...(isLeftOut === undefined ? {} : { isLeftOut }),
    })),
    add: add.map(({ section, title, note }) => ({
      section,
      title,
      ...(note === undefined ? {} : { note }),
    })),
    remove,
  }
}
type HandoverEditBody = ReturnType<typeof HandoverEdit.parse>

async function view(sql: TransactionSql, id: string): Promise<HandoverView> {
  const handover = await readHandover(sql, id)
  const versions = await readVersions(sql, id)
  return {
    ...viewHead(handover),
    items: await readItems(sql, id),
    versions: versions.map(({ at, ...version }) => ({ ...version, at: at.toISOString() })),
  }
}

function viewHead({
  from,
  until,
  createdAt,
  changedAt,
  draftedAt,
  outgoing,
  incoming,
  ...head
}: HandoverRow) {
  const signature = (signed: HandoverRow['outgoing']) =>
    signed && { by: signed.by, at: signed.at.toISOString() }
  return {
    ...head,
    from: from.toISOString(),
    until: until.toISOString(),
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    draftedAt: draftedAt.toISOString(),
    outgoing: signature(outgoing),
    incoming: signature(incoming),
  }
}
