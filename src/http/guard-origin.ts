import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { AppEnv } from './app-env.ts'

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address to listen on is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/u.test(host)
}

/**
 * Without keys everybody who reaches the port is served, so a request must name this machine: a
 * foreign name that resolves to 127.0.0.1 (DNS rebinding) is turned away.
 */
export const refuseForeignNames = createMiddleware<AppEnv>(async (c, next) => {
  const name = hostName(c.req.header('host') ?? new URL(c.req.url).host)
  if (!LOOPBACK_NAMES.has(name))
    throw new AppError('FORBIDDEN', 'The Host header does not name this machine.', {
      hint: 'Without configured keys only http://127.0.0.1 and http://localhost are served. Set SIDECUE_KEYS to serve other names.',
    })
  await next()
})

function hostName(host: string): string {
  return host.replace(/:\d+$/u, '').toLowerCase()
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A page of another origin must not make a browser write here, nor open a WebSocket. Programs send neither header. */
export const refuseForeignPages = createMiddleware<AppEnv>(async (c, next) => {
  const isReading = READING.has(c.req.method) && !c.env?.accept
  if (!isReading && isForeignPage(c.req.raw)) {
    throw new AppError('FORBIDDEN', 'The request comes from a page of another origin.', {
      hint: 'Call the API from a server, or from the panel.',
    })
  }
  await next()
})

function isForeignPage(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = request.headers.get('origin')
  if (origin === null) return false
  const host = request.headers.get('host') ?? new URL(request.url).host
  return !URL.canParse(origin) || new URL(origin).host !== host
}

/** `%00` in a path or query could reach no row, and no database takes it. */
export const refuseNulInUrl = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.url.includes('%00'))
    throw new AppError('BAD_REQUEST', 'The address contains a NUL character.')
  await next()
})
