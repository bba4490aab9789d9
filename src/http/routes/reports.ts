import { createRoute } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import { makeReport } from '../../insights/reports/index.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { Report, ReportQuery } from '../schemas/reports.ts'
import { json, problems } from './responses.ts'

const read = createRoute({
  method: 'get',
  path: '/v1/reports',
  tags: ['team'],
  summary: "The desk's figures for a period: for leads and editors",
  description:
    'What the data cannot tell has no value and says why. A question that the knowledge base does not answer counts alike, whatever the reason.',
  request: { query: ReportQuery },
  responses: { 200: json(Report, 'The figures, as of now.'), ...problems() },
})

export function reportRoutes(deps: AppDeps) {
  return createRoutes().openapi(read, async (c) => {
    const { role } = c.get('caller')
    if (role !== 'lead' && role !== 'editor') throw onlyForLeads()
    const { from, to, channel = null, lang = null } = c.req.valid('query')
    const filter = { from, to, channel, lang }
    return c.json(await makeReport(deps.db, deps.desk, filter, deps.clock.now()), 200)
  })
}

function onlyForLeads(): AppError {
  return new AppError('FORBIDDEN', 'Figures are for leads and editors.', {
    hint: 'Ask your lead for the report of the period.',
  })
}
