import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ServerType } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import { MAX_FRAME_BYTES } from './speech/limits.ts'
import { SUBPROTOCOL } from './speech/subprotocol.ts'

/** What a route does with a connection that it takes. */
export type Accept = (run: (socket: WebSocket) => void) => void

type Fetch = (request: Request, env: { incoming: IncomingMessage; accept: Accept }) => unknown

/** For the server's options: every other address is served as if no upgrade had been asked for. */
export function isUpgrade(incoming: IncomingMessage): boolean {
  return (
    incoming.headers.upgrade?.toLowerCase() === 'websocket' &&
    /^\/v1\/conversations\/[^/?]+\/stream(\?|$)/u.test(incoming.url ?? '')
  )
}

/**
 * Lets an app take WebSocket connections. The request goes through the app like any other; a route takes the
 * connection by `env.accept`, and what is answered instead reaches the client as HTTP, its problem document included.
 */
export function acceptUpgrades(server: ServerType, fetch: Fetch): void {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_FRAME_BYTES,
    // A small frame could unpack to a big one.
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever goes away while the app thinks is not a fault.
    socket.on('error', ignore)
    let run: ((socket: WebSocket) => void) | undefined
    const accept: Accept = (taken) => {
      run = taken
    }
    answer(fetch, incoming, accept).then((response) => {
      if (socket.destroyed) return
      socket.off('error', ignore)
      if (run) sockets.handleUpgrade(incoming, socket, head, run)
      else refuse(socket, response)
    }, ignore)
  })
}

function ignore(): void {}

type Answer = { status: number; headers: Headers; body: Buffer }

async function answer(fetch: Fetch, incoming: IncomingMessage, accept: Accept): Promise<Answer> {
  const request = toRequest(incoming)
  const response = request && (await fetch(request, { incoming, accept }))
  if (!(response instanceof Response))
    return { status: 400, headers: new Headers(), body: Buffer.alloc(0) }
  const body = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, body }
}

function toRequest({ url, headers: given }: IncomingMessage): Request | undefined {
  const address = `http://${given.host}${url}`
  if (!URL.canParse(address)) return undefined
  const headers = new Headers()
  for (const [name, value] of Object.entries(given))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return new Request(address, { headers })
}

function refuse(socket: Duplex, { status, headers, body }: Answer): void {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`]
  for (const [name, value] of headers) lines.push(`${name}: ${value}`)
  lines.push('connection: close', `content-length: ${body.length}`, '', '')
  socket.on('error', ignore)
  socket.end(Buffer.concat([Buffer.from(lines.join('\r\n')), body]))
}
