import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'
import type { ClientFrame, ConversationEvent, ServerFrame } from '../../src/http/api-types.ts'

export type SpeechClient = {
  socket: WebSocket
  /** All that came, in order. */
  frames: ServerFrame[]
  send(frame: ClientFrame | string | Buffer): void
  /** Resolves when what came holds it. Rejects when the connection ends before. */
  until<T>(find: (frames: ServerFrame[]) => T | undefined | false): Promise<T>
  /** Code and reason of the end. */
  closed: Promise<{ code: number; reason: string }>
}

/** Connects to a stream. Throws `Refused` with what the server answered instead. */
export async function connect(
  address: string,
  { protocols = ['sidecue.v1'], ...options }: ClientOptions & { protocols?: string[] } = {},
): Promise<SpeechClient> {
  const socket = new WebSocket(address.replace(/^http/u, 'ws'), protocols, options)
  const frames: ServerFrame[] = []
  let isClosed = false
  let looks: (() => void)[] = []
  const look = (): void => {
    const all = looks
    looks = []
    for (const again of all) again()
  }
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)) as ServerFrame)
    look()
  })
  socket.on('error', () => {})
  const closed = once(socket, 'close').then(([code, reason]) => {
    isClosed = true
    look()
    return { code: code as number, reason: String(reason) }
  })
  const refused = once(socket, 'unexpected-response').then(async ([, response]) => {
    let body = ''
    for await (const piece of response) body += piece
    throw new Refused(response.statusCode, body)
  })
  await Promise.race([once(socket, 'open'), refused])
  refused.catch(() => {})
  return {
    ...{ socket, frames, closed },
    send: (frame) =>
      socket.send(
        typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame),
      ),
    until: (find) =>
      new Promise((resolve, reject) => {
        const again = (): void => {
          const found = find(frames)
          if (found !== undefined && found !== false) resolve(found as never)
          else if (isClosed) reject(new Error(`closed after ${JSON.stringify(frames.slice(-3))}`))
          else looks.push(again)
        }
        again()
      }),
  }
}

export class Refused extends Error {
  readonly status: number
  readonly body: string
  constructor(status: number, body: string) {
    super(`refused: ${status} ${body}`)
    this.status = status
    this.body = body
  }
}

export function eventsOf(frames: ServerFrame[]): ConversationEvent[] {
  return frames.flatMap((frame) =>
    frame.type === 'event' ? [frame.event as unknown as ConversationEvent] : [],
  )
}

export function acksOf(frames: ServerFrame[]): Extract<ServerFrame, { type: 'ack' }>[] {
  return frames.filter((frame) => frame.type === 'ack')
}

export function errorsOf(frames: ServerFrame[]): Extract<ServerFrame, { type: 'error' }>[] {
  return frames.filter((frame) => frame.type === 'error')
}
