import { Agent, type ClientRequest, request } from 'node:http'
import { createEventParser } from '../../src/panel/api/parse-events.ts'

/** An event as a client sees it, and when its last byte was read (`performance.now()`). */
export type SeenEvent = { id: number; kind: string; data: Record<string, unknown>; atMs: number }

/** The few calls a load run makes: plain HTTP without a framework, to cost the machine as little as can be. */
export function createApiClient(base: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const streams = new Set<ClientRequest>()

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const headers = text === undefined ? {} : { 'content-type': 'application/json' }
      const sent = request(`${base}${path}`, { method, agent, headers }, (answer) => {
        let read = ''
        answer.setEncoding('utf8')
        answer.on('data', (piece: string) => {
          read += piece
        })
        answer.on('error', reject)
        answer.on('end', () => {
          const status = answer.statusCode ?? 0
          if (status >= 400) reject(new Error(`${method} ${path}: ${status} ${read.slice(0, 300)}`))
          else resolve(JSON.parse(read || 'null') as T)
        })
      })
      sent.on('error', reject)
      sent.end(text)
    })
  }

  /** Follows a conversation until `close`; resolves when the stream is open. */
  function follow(conversation: string, onEvent: (event: SeenEvent) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const path = `/v1/conversations/${conversation}/events`
      const opened = request(`${base}${path}`, { agent: false }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`${path}: ${answer.statusCode}`))
        const parse = createEventParser(({ id, event, data }) => {
          const { data: inner } = JSON.parse(data) as { data: Record<string, unknown> }
          onEvent({ id: Number(id), kind: event, data: inner, atMs: performance.now() })
        })
        answer.setEncoding('utf8')
        answer.on('data', parse)
        answer.on('error', () => {})
        resolve()
      })
      opened.on('error', reject)
      opened.on('close', () => streams.delete(opened))
      streams.add(opened)
      opened.end()
    })
  }

  return {
    post: <T>(path: string, body: unknown) => send<T>('POST', path, body),
    get: <T>(path: string) => send<T>('GET', path),
    follow,
    close() {
      for (const stream of streams) stream.destroy()
      agent.destroy()
    },
  }
}

export type ApiClient = ReturnType<typeof createApiClient>
