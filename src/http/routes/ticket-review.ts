import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { approve, reject } from '../../copilot/settle-ticket.ts'
import type { TransactionSql } from '../../db/index.ts'
import {
  closeTicket,
  reopenTicket,
  resolveTicket,
  type TicketRow,
  visitTicket,
} from '../../tickets/review/index.ts'
import type { AppDeps } from '../app-deps.ts'
import { type AppEnv, createRoutes } from '../app-env.ts'
import { writeOnce } from '../idempotency.ts'
import {
  NewTicketVisit,
  Ticket,
  TicketApproval,
  TicketClosure,
  TicketHeaders,
  TicketPath,
  TicketRejection,
  TicketReopening,
  TicketResolution,
} from '../schemas/tickets.ts'
import { viewTicket } from '../view-ticket.ts'
import { replayHeader } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'
import { reviewer, ticketScope, versionHeader, versionOf } from './tickets.ts'

const shared = { method: 'post' as const, tags: ['tickets'] }
const responses = { 200: json(Ticket, 'The ticket as it is now.'), ...problems(404, 409, 413) }
const params = TicketPath
const headers = TicketHeaders

const approval = createRoute({
  ...shared,
  path: '/v1/tickets/{id}/approval',
  summary: 'Approve a ticket: only then does it leave',
  description:
    'Approves the version that was read, and no other. Approving again gives the same answer and sends nothing twice. What is missing is listed in `details.findings`; with `accept` it is approved in spite of it.',
  request: { params, headers, body: jsonBody(TicketApproval) },
  responses,
})

const rejection = createRoute({
  ...shared,
  path: '/v1/tickets/{id}/rejection',
  summary: 'Reject a draft: no ticket comes of it',
  request: { params, headers, body: jsonBody(TicketRejection) },
  responses,
})

const resolution = createRoute({
  ...shared,
  path: '/v1/tickets/{id}/resolution',
  summary: 'What the department did about it',
  description:
    'By a person of the desk, or by the service that opened the conversation. A return visit is planned.',
  request: { params, body: jsonBody(TicketResolution) },
  responses,
})

const visit = createRoute({
  ...shared,
  path: '/v1/tickets/{id}/visits',
  summary: 'What came of asking the customer afterwards',
  description: 'Solved closes the ticket, not solved reopens it.',
  request: { params, body: jsonBody(NewTicketVisit) },
  responses,
})

const closure = createRoute({
  ...shared,
  path: '/v1/tickets/{id}/closure',
  summary: 'Close a ticket',
  request: { params, body: jsonBody(TicketClosure) },
  responses,
})

const reopening = createRoute({
  ...shared,
  path: '/v1/tickets/{id}/reopening',
  summary: 'Open a ticket for changes again; it has to be approved once more',
  request: { params, body: jsonBody(TicketReopening) },
  responses,
})

export function ticketReviewRoutes(deps: AppDeps) {
  const { desk } = deps
  return createRoutes()
    .openapi(approval, async (c) => {
      const { accept, ...body } = c.req.valid('json')
      const version = versionOf(c, body.version)
      const answer = await settle(c, deps, async (sql, doing) => {
        const accepted = accept ? { reason: accept.reason, note: accept.note ?? null } : null
        const approved = await approve(sql, desk, { ...doing, version, accept: accepted })
        return approved.ticket
      })
      deps.dispatchDue()
      return answer
    })
    .openapi(rejection, (c) => {
      const { reason, note, ...body } = c.req.valid('json')
      const version = versionOf(c, body.version)
      return settle(c, deps, (sql, doing) =>
        reject(sql, { ...doing, version, reason, note: note ?? null }),
      )
    })
    .openapi(resolution, (c) => {
      const { note, reference } = c.req.valid('json')
      const caller = c.get('caller')
      const scope = ticketScope(caller)
      return settle(
        c,
        deps,
        (sql, doing) =>
          resolveTicket(sql, desk, { ...doing, ...scope, note, reference: reference ?? null }),
        caller.role === 'service',
      )
    })
    .openapi(visit, (c) => {
      const { reached, solved = null, satisfaction = null, note = null } = c.req.valid('json')
      const made = { reached, solved, satisfaction, note }
      return settle(c, deps, async (sql, doing) => {
        const visited = await visitTicket(sql, desk, { ...doing, visit: made })
        return visited.ticket
      })
    })
    .openapi(closure, (c) => {
      const { reason, note = null } = c.req.valid('json')
      return settle(c, deps, (sql, doing) => closeTicket(sql, desk, { ...doing, reason, note }))
    })
    .openapi(reopening, (c) => {
      const { reason, note = null } = c.req.valid('json')
      return settle(c, deps, (sql, doing) => reopenTicket(sql, { ...doing, reason, note }))
    })
}

type Doing = { id: string; doer: { id: string; role: string }; now: Date }

/** Does something to a ticket once, and answers with what became of it. */
async function settle(
  c: Context<AppEnv>,
  { db, desk, clock }: AppDeps,
  run: (sql: TransactionSql, doing: Doing) => Promise<TicketRow>,
  mayBeService = false,
) {
  const caller = mayBeService ? c.get('caller') : reviewer(c.get('caller'))
  const now = clock.now()
  const id = c.req.param('id') ?? ''
  const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
    const ticket = await run(sql, { id, doer: caller, now })
    return { status: 200, body: await viewTicket(sql, desk, ticket, caller, now) }
  })
  return c.json(written.body, 200, { ...versionHeader(written.body), ...replayHeader(isReplay) })
}
