import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import { collectDefaultMetrics, Gauge, Histogram } from 'prom-client'
import { metrics } from '../metrics.ts'
import type { AppEnv } from './app-env.ts'

collectDefaultMetrics({ register: metrics })

const requests = new Histogram({
  name: 'sidecue_http_request_duration_seconds',
  help: 'Requests by the pattern of their route and the class of their status, until the answer begins.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metrics],
})

const underWay = new Gauge({
  name: 'sidecue_http_requests_under_way',
  help: 'Requests whose answer has not begun.',
  registers: [metrics],
})

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Counts and times each request: by patterns and classes alone, never by an address, an id or a caller. */
export const measured = createMiddleware<AppEnv>(async (c, next) => {
  const started = performance.now()
  underWay.inc()
  try {
    await next()
  } finally {
    underWay.dec()
    const method = METHODS.has(c.req.method) ? c.req.method : 'other'
    const status = `${Math.floor(c.res.status / 100)}xx`
    // Of the handler that answered: a pattern, also where a guard before it did.
    requests.observe({ method, route: routePath(c), status }, (performance.now() - started) / 1_000)
  }
})
