import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { type Asked, claimsOf, SCRIPTS, type ScriptedClaim } from './scripted-answers.ts'

/** What the model does with a request: says something, or fails on the wire. */
export type ScriptedMode =
  | keyof typeof SCRIPTS
  | 'garbage-stream'
  | 'endless'
  | 'tool-call'
  | 'declines'
  | 'stalls'
  | 'stalls-later'
  | 'breaks-off'
  | { status: number; headers?: Record<string, string>; times?: number }
  | { claims: ScriptedClaim[] | ((asked: Asked) => ScriptedClaim[]) }
  | { says: string }

export type ScriptedModel = {
  /** Base address for an OpenAI-compatible client. */
  url: string
  /** Raw bodies, as they came over the wire. */
  requests: string[]
  /** Requests that the client let go of before they were answered. */
  droppedByClient(): number
  /** How the next requests are answered. */
  play(mode: ScriptedMode, delays?: Delays): void
  close(): Promise<void>
}

/** `firstMs` before the first token, `betweenMs` between pieces of `size` characters. */
type Delays = { firstMs?: number; betweenMs?: number; size?: number }

/**
 * A stand-in for a language model, for tests only: an HTTP server that speaks the streaming form of OpenAI's
 * chat completions, and does with what it is given whatever a test wants.
 */
export async function startScriptedModel(first: ScriptedMode = 'good'): Promise<ScriptedModel> {
  let mode: ScriptedMode = first
  let delays: Delays = {}
  let dropped = 0
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    requests.push(body)
    response.on('close', () => {
      if (!response.writableFinished) dropped += 1
    })
    await answer(body, response, mode, delays)
    if (typeof mode === 'object' && 'status' in mode && mode.times !== undefined) {
      mode.times -= 1
      if (mode.times <= 0) mode = 'good'
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    droppedByClient: () => dropped,
    play(next, nextDelays = {}) {
      mode = next
      delays = nextDelays
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function answer(
  body: string,
  response: ServerResponse,
  mode: ScriptedMode,
  delays: Delays,
): Promise<void> {
  if (typeof mode === 'object' && 'status' in mode) {
    response.writeHead(mode.status, { 'content-type': 'application/json', ...mode.headers })
    response.end(JSON.stringify({ error: { message: `not now: ${body}` } }))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  await wait(delays.firstMs ?? 0)
  switch (mode) {
    case 'garbage-stream':
      response.end('\u0000\ufffd{{{<html>data: \n\ndata: {"choices": [{"del\n\ndata: [1,2\n\n')
      return
    case 'tool-call':
      send(response, {
        tool_calls: [{ index: 0, id: 'c', function: { name: 'send', arguments: '{}' } }],
      })
      response.end('data: [DONE]\n\n')
      return
    case 'declines':
      send(response, { refusal: 'I cannot help with that.' })
      response.end('data: [DONE]\n\n')
      return
    case 'endless':
      while (!response.destroyed) {
        send(response, { content: '{"claims": [{"text": "同样的话", ' })
        await wait(1)
      }
      return
    case 'stalls':
      send(response, { content: '{"claims": [{"text": "' })
      return
    case 'stalls-later':
      send(response, { content: SCRIPTS.good(body).slice(0, -20) })
      return
    case 'breaks-off':
      send(response, { content: '{"claims": [{"text": "' })
      await wait(5)
      response.destroy()
      return
  }
  await say(whatToSay(body, mode), response, delays)
  const usage = { prompt_tokens: 100, completion_tokens: 50 }
  response.write(`data: ${JSON.stringify({ choices: [], usage })}\n\n`)
  response.end('data: [DONE]\n\n')
}

function whatToSay(body: string, mode: Exclude<ScriptedMode, { status: number }>): string {
  if (typeof mode === 'string') return SCRIPTS[mode as keyof typeof SCRIPTS](body)
  if ('says' in mode) return mode.says
  const { claims } = mode as { claims: ScriptedClaim[] | ((asked: Asked) => ScriptedClaim[]) }
  return claimsOf(body, claims)
}

async function say(
  words: string,
  response: ServerResponse,
  { betweenMs = 0, size = 24 }: Delays,
): Promise<void> {
  for (let at = 0; at < words.length && !response.destroyed; at += size) {
    if (at > 0 && betweenMs > 0) await wait(betweenMs)
    send(response, { content: words.slice(at, at + size) })
  }
}

function send(response: ServerResponse, delta: Record<string, unknown>): void {
  if (!response.destroyed)
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`)
}
