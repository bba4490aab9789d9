import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export type ScriptedReply = (
  body: Record<string, unknown>,
  response: ServerResponse,
) => void | Promise<void>

/**
 * A scripted stand-in for an OpenAI-compatible server: answers each request with `reply` and keeps
 * what it was sent. For tests only.
 */
export async function startScriptedEndpoint(reply: ScriptedReply) {
  const requests: { path: string; body: Record<string, unknown> }[] = []
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = (await json(request)) as Record<string, unknown>
    requests.push({ path: request.url ?? '', body })
    await reply(body, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
