import { Hono } from 'hono'
import { metrics } from '../../metrics.ts'
import type { AppEnv } from '../app-env.ts'

/** What is counted, for Prometheus; asked without a key, like `/health`. */
export function metricsRoutes() {
  return new Hono<AppEnv>().get('/metrics', async (c) => {
    c.header('content-type', metrics.contentType)
    return c.body(await metrics.metrics())
  })
}
