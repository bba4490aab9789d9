import { createRoute } from '@hono/zod-openapi'
import { type IncidentView, viewIncident } from '../../copilot/view-incident.ts'
import { AppError } from '../../errors.ts'
import {
  judgeIncident,
  listIncidents,
  readIncident,
  takeIncident,
} from '../../triage/incidents/index.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { writeOnce } from '../idempotency.ts'
import {
  Incident,
  IncidentJudgement,
  IncidentList,
  IncidentPath,
  IncidentQuery,
} from '../schemas/incidents.ts'
import { json, jsonBody, problems } from './responses.ts'

const TAGS = ['team']

const list = createRoute({
  method: 'get',
  path: '/v1/incidents',
  tags: TAGS,
  summary: 'Mass incidents: the same trouble of several customers, noticed across conversations',
  request: { query: IncidentQuery },
  responses: { 200: json(IncidentList, 'Those that go on first.'), ...problems() },
})

const read = createRoute({
  method: 'get',
  path: '/v1/incidents/{id}',
  tags: TAGS,
  summary: 'A mass incident with examples',
  request: { params: IncidentPath },
  responses: { 200: json(Incident, 'The incident.'), ...problems(404) },
})

const take = createRoute({
  method: 'post',
  path: '/v1/incidents/{id}/take',
  tags: TAGS,
  summary: 'Take a mass incident up: for leads',
  description:
    "From then on customers who report it are offered the desk's phrase for incidents (phrases/incident.md); an announcement that customers may read is offered before, too.",
  request: { params: IncidentPath },
  responses: { 200: json(Incident, 'Taken, by whoever was first.'), ...problems(404, 409) },
})

const close = createRoute({
  method: 'post',
  path: '/v1/incidents/{id}/close',
  tags: TAGS,
  summary: 'End a mass incident, as solved or as a false alarm: for leads',
  request: { params: IncidentPath, body: jsonBody(IncidentJudgement) },
  responses: { 200: json(Incident, 'It is over.'), ...problems(404, 409) },
})

export function incidentRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(list, async (c) => {
      onlyPeople(c.get('caller'))
      const filter = c.req.valid('query')
      const incidents = await deps.db.read('app', async (sql) => {
        const views = []
        for (const incident of await listIncidents(sql, filter))
          views.push(await viewIncident(sql, incident))
        return views
      })
      return c.json({ incidents: incidents.map((one) => visibleTo(one, c.get('caller'))) }, 200)
    })
    .openapi(read, async (c) => {
      onlyPeople(c.get('caller'))
      const { id } = c.req.valid('param')
      const view = await deps.db.read('app', async (sql) =>
        viewIncident(sql, await readIncident(sql, id)),
      )
      return c.json(visibleTo(view, c.get('caller')), 200)
    })
    .openapi(take, async (c) => {
      const { id: by, role } = c.get('caller')
      if (role !== 'lead') throw onlyForLeads()
      const { id } = c.req.valid('param')
      const now = deps.clock.now()
      const { written } = await writeOnce(c, deps.db, now, async (sql) => {
        await readIncident(sql, id)
        await takeIncident(sql, id, { by, now })
        return { status: 200, body: await viewIncident(sql, await readIncident(sql, id)) }
      })
      return c.json(written.body, 200)
    })
    .openapi(close, async (c) => {
      const { id: by, role } = c.get('caller')
      if (role !== 'lead') throw onlyForLeads()
      const { id } = c.req.valid('param')
      const { verdict } = c.req.valid('json')
      const now = deps.clock.now()
      const { written } = await writeOnce(c, deps.db, now, async (sql) => {
        await readIncident(sql, id)
        await judgeIncident(sql, id, { by, verdict, now })
        return { status: 200, body: await viewIncident(sql, await readIncident(sql, id)) }
      })
      return c.json(written.body, 200)
    })
}

/** Which lead it was is for leads. */
function visibleTo(view: IncidentView, { role }: Caller): IncidentView {
  return role === 'lead' ? view : { ...view, takenBy: view.takenBy?.split(':')[0] ?? null }
}

/** Examples are the words of many conversations: a service sees its own only. */
function onlyPeople({ role }: Caller): void {
  if (role !== 'service') return
  throw new AppError('FORBIDDEN', 'Incidents are for people of the desk.', {
    hint: 'A service reads the events of its conversations: GET /v1/conversations/{id}/events.',
  })
}

function onlyForLeads(): AppError {
  return new AppError('FORBIDDEN', 'Incidents are taken up and ended by leads.', {
    hint: 'Tell your lead the id of the incident.',
  })
}
