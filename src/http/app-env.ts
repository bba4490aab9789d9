import type { HttpBindings } from '@hono/node-server'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Log } from '../log.ts'
import type { Accept } from './accept-upgrades.ts'
import type { Caller } from './callers.ts'

/** What the middleware puts on every request. */
export type AppEnv = {
  /** `accept`: the request asks for a WebSocket. */
  Bindings: Partial<HttpBindings> & { accept?: Accept }
  Variables: {
    requestId: string
    log: Log
    caller: Caller
    /** SHA-256 of method, path and body, for `Idempotency-Key`. */
    requestHash: string
  }
}

/** A set of routes whose invalid requests become problem documents. */
export function createRoutes(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw result.error
    },
  })
}
