import { type ClientRequest, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { createEventParser } from '../../src/panel/api/parse-events.ts'

export type Followed = { id: number; kind: string; data: Record<string, unknown> }

/** What one client has been told, over however many connections. */
export type Follower = {
  events: Followed[]
  resumed: number
  /** Breaks the connection it has; it comes back. */
  cut(): void
  stop(): void
}

/**
 * Follows a conversation wherever it is served, and after each break asks for what came after the last event it has.
 * What it is told is written down as it comes: numbers that are missing or doubled show.
 */
export function follow(
  conversation: string,
  way: 'events' | 'stream',
  where: () => string | undefined,
): Follower {
  const follower: Follower = { events: [], resumed: 0, cut: () => cut(), stop }
  let isOver = false
  let cut = (): void => {}
  const take = (event: Followed): void => {
    follower.events.push(event)
  }
  const connectOnce = way === 'events' ? overEvents : overStream

  async function run(): Promise<void> {
    while (!isOver) {
      const base = where()
      if (base !== undefined) {
        const after = follower.events.at(-1)?.id ?? 0
        const path = `${base}/v1/conversations/${conversation}/${way}`
        await connectOnce(path, after, take, (end) => {
          cut = end
        })
        follower.resumed += 1
      }
      await wait(20)
    }
  }
  function stop(): void {
    isOver = true
    cut()
  }
  void run()
  return follower
}

type Connect = (
  path: string,
  after: number,
  take: (event: Followed) => void,
  tellCut: (cut: () => void) => void,
) => Promise<void>

const overEvents: Connect = (path, after, take, tellCut) =>
  new Promise((resolve) => {
    const headers = after > 0 ? { 'last-event-id': String(after) } : {}
    const request: ClientRequest = get(path, { headers, agent: false }, (answer) => {
      const parse = createEventParser(({ data }) => take(JSON.parse(data) as Followed))
      answer.setEncoding('utf8')
      if (answer.statusCode === 200) answer.on('data', parse)
      else answer.resume()
      answer.on('close', resolve)
    })
    request.on('error', () => resolve())
    tellCut(() => request.destroy())
  })

const overStream: Connect = (path, after, take, tellCut) =>
  new Promise((resolve) => {
    const address = `${path.replace(/^http/, 'ws')}?after=${after}`
    const socket = new WebSocket(address, ['sidecue.v1'])
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; event: Followed }
      if (frame.type === 'event') take(frame.event)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    tellCut(() => socket.terminate())
  })
