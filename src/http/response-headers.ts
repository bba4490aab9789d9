import { randomBytes } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './app-env.ts'

/** Always the same length, so that two answers that must look alike are alike in size. */
export function newRequestId(): string {
  return `r-${randomBytes(8).toString('hex')}`
}

/** Nothing is stored on the way, guessed at, framed or told to other sites, unless a route says so. */
export const responseHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const defaults: Record<string, string> = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-request-id': c.get('requestId'),
  }
  for (const [name, value] of Object.entries(defaults))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value)
})

/** The panel's own policy: its files, this API, and the styles that carry the answer's nonce. */
export function panelPolicy(nonce: string, frameAncestors: string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`,
  ].join('; ')
}
