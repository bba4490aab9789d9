import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AppError } from '../../errors.ts'
import { metrics } from '../../metrics.ts'
import type { AppDeps } from '../app-deps.ts'
import type { AppEnv } from '../app-env.ts'
import { identifyCaller } from '../callers.ts'
import { measureQueues } from '../queue-metrics.ts'

/**
 * What is counted, for Prometheus: counts, durations and fixed words. Figures of the desk are nobody's business outside, so where
 * keys are set one of them is needed, of whatever role; without keys only this machine is served at all.
 */
export function metricsRoutes(deps: AppDeps) {
  return new Hono<AppEnv>().get('/metrics', forKeys(deps), async (c) => {
    await measureQueues(deps)
    c.header('content-type', metrics.contentType)
    return c.body(await metrics.metrics())
  })
}

function forKeys({ access }: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const authorization = c.req.header('authorization')
    if (access.isDemo) return next()
    try {
      identifyCaller(access, authorization)
    } catch (cause) {
      throw new AppError('UNAUTHENTICATED', 'The request has no valid key.', {
        hint: 'In the scrape_configs of Prometheus: authorization: { credentials: <key> }, a key of SIDECUE_KEYS of any role, such as service.',
        cause,
      })
    }
    return next()
  })
}
