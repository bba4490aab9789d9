import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { readConversation } from '../../conversations/index.ts'
import { revealPersonal } from '../../copilot/settle-ticket.ts'
import type { Desk } from '../../desk/index.ts'
import { AppError } from '../../errors.ts'
import {
  editTicket,
  listTickets,
  pathOf,
  readTicket,
  readTicketOf,
  readVersions,
} from '../../tickets/review/index.ts'
import type { TicketForm as TicketFormView } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { type AppEnv, createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { readPlace, writePlace } from '../cursors.ts'
import { writeOnce } from '../idempotency.ts'
import { ConversationPath } from '../schemas/conversations.ts'
import {
  Ticket,
  TicketEdit,
  TicketForm,
  TicketHeaders,
  TicketList,
  TicketListQuery,
  TicketPath,
  TicketPersonal,
  TicketVersions,
  TicketVersionsQuery,
} from '../schemas/tickets.ts'
import { roleOf, summariseTicket, viewTicket } from '../view-ticket.ts'
import { replayHeader, scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const tags = ['tickets']

const list = createRoute({
  method: 'get',
  path: '/v1/tickets',
  tags,
  summary: 'Tickets, the newest first, personal data masked',
  description: 'A service sees those of conversations it opened; editors see none.',
  request: { query: TicketListQuery },
  responses: { 200: json(TicketList, 'One page.'), ...problems() },
})

const form = createRoute({
  method: 'get',
  path: '/v1/ticket-form',
  tags,
  summary: 'What may stand where in a ticket of this desk',
  responses: { 200: json(TicketForm, 'Labels and fields, from taxonomy.yml.'), ...problems() },
})

const read = createRoute({
  method: 'get',
  path: '/v1/tickets/{id}',
  tags,
  summary: 'A ticket with what stands against approving it, personal data masked',
  request: { params: TicketPath },
  responses: { 200: json(Ticket, 'The ticket.'), ...problems(404) },
})

const readOf = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}/ticket',
  tags,
  summary: 'The ticket of a conversation',
  request: { params: ConversationPath },
  responses: { 200: json(Ticket, 'The ticket.'), ...problems(404) },
})

const draft = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/ticket',
  tags,
  summary: 'Draft the ticket of a conversation now',
  description: 'Drafts are made by themselves while people talk; this waits for none.',
  request: { params: ConversationPath },
  responses: { 200: json(Ticket, 'The ticket as it is drafted now.'), ...problems(404, 409) },
})

const edit = createRoute({
  method: 'patch',
  path: '/v1/tickets/{id}',
  tags,
  summary: 'Change a ticket before it is approved',
  description:
    'Refused with 409 only where one of the same places has changed since the given version; `details` has the current version and what changed.',
  request: { params: TicketPath, headers: TicketHeaders, body: jsonBody(TicketEdit) },
  responses: { 200: json(Ticket, 'The ticket as it is now.'), ...problems(404, 409, 413) },
})

const versions = createRoute({
  method: 'get',
  path: '/v1/tickets/{id}/versions',
  tags,
  summary: 'Who changed what in a ticket, oldest first',
  request: { params: TicketPath, query: TicketVersionsQuery },
  responses: { 200: json(TicketVersions, 'One page.'), ...problems(404) },
})

const personal = createRoute({
  method: 'get',
  path: '/v1/tickets/{id}/personal',
  tags,
  summary: 'The whole personal values of a ticket, for whoever may review it',
  description: 'It is written to the audit who saw which of them.',
  request: { params: TicketPath },
  responses: { 200: json(TicketPersonal, 'The values.'), ...problems(404) },
})

export function ticketRoutes(deps: AppDeps) {
  const { db, desk, clock } = deps
  return createRoutes()
    .openapi(form, (c) => c.json(viewForm(desk), 200))
    .openapi(list, async (c) => {
      const { state, type, department, conversation, overdue, limit, cursor } = c.req.valid('query')
      const now = clock.now()
      const scope = ticketScope(c.get('caller'))
      const place = cursor === undefined ? null : readPlace(cursor)
      const filter = {
        ...{ scope, state: state ?? null, type: type ?? null, department: department ?? null },
        ...{ conversation: conversation ?? null, overdueAt: overdue ? now : null },
        ...{ after: place && { createdAt: place.at, id: place.id }, limit: limit + 1 },
      }
      const rows = await db.read('app', (sql) => listTickets(sql, filter))
      const tickets = rows.slice(0, limit).map((row) => summariseTicket(desk, row, now))
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return c.json({ tickets, next: last ? writePlace(last.createdAt, last.id) : null }, 200)
    })
    .openapi(read, async (c) => {
      const caller = c.get('caller')
      const { id } = c.req.valid('param')
      const view = await db.read('app', async (sql) => {
        const ticket = await readTicket(sql, id, ticketScope(caller))
        return viewTicket(sql, desk, ticket, caller, clock.now())
      })
      return c.json(view, 200, versionHeader(view))
    })
    .openapi(readOf, async (c) => {
      const view = await readOfConversation(deps, c.req.valid('param').id, c.get('caller'))
      return c.json(view, 200, versionHeader(view))
    })
    .openapi(draft, async (c) => {
      const caller = c.get('caller')
      const { id } = c.req.valid('param')
      await db.read('app', (sql) => readConversation(sql, id, ticketScope(caller)))
      await deps.draftTicket(id)
      const view = await readOfConversation(deps, id, caller)
      return c.json(view, 200, versionHeader(view))
    })
    .openapi(edit, async (c) => {
      const caller = reviewer(c.get('caller'))
      const { id } = c.req.valid('param')
      const body = c.req.valid('json')
      const version = versionOf(c, body.version)
      const now = clock.now()
      const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
        const input = { id, doer: caller, version, edit: body.values, now }
        const ticket = await editTicket(sql, desk, input)
        return { status: 200, body: await viewTicket(sql, desk, ticket, caller, now) }
      })
      return c.json(written.body, 200, {
        ...versionHeader(written.body),
        ...replayHeader(isReplay),
      })
    })
    .openapi(versions, async (c) => {
      const { id } = c.req.valid('param')
      const { after, limit } = c.req.valid('query')
      const caller = c.get('caller')
      const rows = await db.read('app', async (sql) => {
        await readTicket(sql, id, ticketScope(caller))
        return readVersions(sql, id, after, limit + 1)
      })
      const page = rows
        .slice(0, limit)
        .map((row) => (caller.role === 'service' ? { ...row, by: roleOf(row.by) } : row))
      const next = rows.length > limit ? (page.at(-1)?.version ?? null) : null
      return c.json({ versions: page, next }, 200)
    })
    .openapi(personal, async (c) => {
      const caller = reviewer(c.get('caller'))
      const { id } = c.req.valid('param')
      const { ticket, values } = await db.write('app', (sql) => revealPersonal(sql, id, caller))
      return c.json({ ticket: id, conversation: ticket.conversation, values }, 200)
    })
}

function readOfConversation({ db, desk, clock }: AppDeps, id: string, caller: Caller) {
  return db.read('app', async (sql) => {
    await readConversation(sql, id, ticketScope(caller))
    const ticket = await readTicketOf(sql, id)
    if (!ticket) throw noTicketYet()
    return viewTicket(sql, desk, ticket, caller, clock.now())
  })
}

/** Whose tickets a caller sees. Throws `FORBIDDEN` for editors: they write knowledge and need no customer's data. */
export function ticketScope(caller: Caller): { openedBy?: string } {
  if (caller.role !== 'editor') return scopeOf(caller)
  throw new AppError('FORBIDDEN', 'Tickets are for agents and leads.', {
    hint: 'What tickets teach comes to editors as article drafts.',
  })
}

/** Throws `FORBIDDEN` for whoever may review no ticket at all. */
export function reviewer(caller: Caller): Caller {
  if (caller.role === 'agent' || caller.role === 'lead') return caller
  throw new AppError('FORBIDDEN', 'Tickets are reviewed by agents and leads.', {
    hint: 'A person of the desk reads a ticket before it leaves; no program approves one.',
  })
}

/** The version a caller has read, from the body or `If-Match`. Throws `BAD_REQUEST`. */
export function versionOf(c: Context<AppEnv>, inBody: number | undefined): number {
  const header = c.req.header('if-match')
  const tag = header === undefined ? undefined : /^(?:W\/)?"?(\d{1,9})"?$/u.exec(header.trim())?.[1]
  const inHeader = tag === undefined ? undefined : Number(tag)
  const isOdd = header !== undefined && inHeader === undefined
  const isTwo = inBody !== undefined && inHeader !== undefined && inBody !== inHeader
  const version = inBody ?? inHeader
  if (version !== undefined && !isOdd && !isTwo) return version
  throw new AppError('BAD_REQUEST', 'Which version was read is not said, or said twice.', {
    hint: 'Send `version` as the ticket had it, or the header If-Match: "3".',
    place: { field: 'version' },
  })
}

export function versionHeader({ version }: { version: number }): Record<string, string> {
  return { etag: `"${version}"` }
}

function noTicketYet(): AppError {
  return new AppError('NOT_FOUND', 'This conversation has no ticket yet.', {
    hint: 'A draft is made as soon as something was said that it can be made of.',
  })
}

function viewForm({ taxonomy }: Desk): TicketFormView {
  const { types, modules, departments, urgencies, priorities } = taxonomy
  const label = ({ id, name }: { id: string; name: TicketFormView['types'][number]['name'] }) => ({
    ...{ id, name },
  })
  return {
    types: types.map(({ requires, ...type }) => ({
      ...label(type),
      fields: requires.map(({ field, description, ask, values }) => ({
        ...{ path: pathOf(field), description, ask, values: values ?? null },
      })),
    })),
    modules: modules.map((module) => ({ ...label(module), department: module.department })),
    departments: departments.map(label),
    urgencies: urgencies.map(label),
    priorities: priorities.map(label),
  }
}
