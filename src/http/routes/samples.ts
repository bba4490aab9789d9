import { createRoute } from '@hono/zod-openapi'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { listSamples, readSample } from '../read-samples.ts'
import { Sample, SampleList, SamplePath } from '../schemas/service.ts'
import { json, problems } from './responses.ts'

const list = createRoute({
  method: 'get',
  path: '/v1/samples',
  tags: ['samples'],
  summary: 'Recorded conversations to try the panel with',
  responses: { 200: json(SampleList, 'The samples.'), ...problems() },
})

const read = createRoute({
  method: 'get',
  path: '/v1/samples/{id}',
  tags: ['samples'],
  summary: 'One recorded conversation, with its pauses',
  request: { params: SamplePath },
  responses: { 200: json(Sample, 'The sample.'), ...problems(404) },
})

export function sampleRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(list, async (c) => c.json({ samples: await listSamples(deps.knowledgeDir) }, 200))
    .openapi(read, async (c) =>
      c.json(await readSample(deps.knowledgeDir, c.req.valid('param').id), 200),
    )
}
