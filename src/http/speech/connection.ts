import type { WebSocket } from 'ws'
import type { Clock } from '../../clock.ts'
import { AppError } from '../../errors.ts'
import type { EventSource } from '../event-stream.ts'
import { streamOpened } from '../stream-metrics.ts'
import { createFloodGate } from './flood-gate.ts'
import { BAD_FRAME_COSTS, BURST_FRAMES, FRAMES_PER_SECOND } from './limits.ts'
import { createOutbound, type Frame } from './outbound.ts'
import { readFrame, refOf } from './read-frame.ts'
import { startSendingEvents } from './send-events.ts'
import { createTurnQueue } from './turn-queue.ts'
import type { TakeTurns } from './turn-writer.ts'
import { watchPresence } from './watch-presence.ts'

/** Codes of the WebSocket protocol for why a connection ends. */
const GOING_AWAY = 1001
const FLOODED = 1008
const TRY_AGAIN = 1013

/** Whoever does not answer the goodbye is not waited for longer. */
const GOODBYE_MS = 1_000

export type Connection = {
  socket: WebSocket
  clock: Clock
  /** The conversation's events, from where the client left off. */
  source: EventSource
  take: TakeTurns
  /** Told before anything else. */
  ready: Frame
  shutdown: AbortSignal
  /** An error that is no fault of the client. */
  onFailure: (error: unknown) => void
}

/**
 * Serves one client until it goes: takes its turns, each acknowledged when it is durable, and sends what happens.
 * A frame that is wrong is answered with an error and harms no other. Neither a client that sends too much nor one
 * that takes nothing costs memory: its socket is not read meanwhile, and in the end it is dropped.
 */
export function serveConnection(connection: Connection): void {
  const { socket, clock, source, take, shutdown, onFailure } = connection
  const gate = createFloodGate({ burst: BURST_FRAMES, perSecond: FRAMES_PER_SECOND }, () =>
    clock.now().getTime(),
  )
  let isOver = false
  const streamClosed = streamOpened()
  const outbound = createOutbound(socket, clock, { onSlow: drop, onFailure })
  const queue = createTurnQueue(socket, take, outbound)
  const presence = watchPresence(socket, clock, drop)
  outbound.send(connection.ready)
  const sender = startSendingEvents(source, clock, outbound, () => close(TRY_AGAIN, 'try again'))

  function end(): void {
    isOver = true
    streamClosed()
    queue.stop()
    presence.stop()
    sender.stop()
    shutdown.removeEventListener('abort', goAway)
  }
  function drop(): void {
    end()
    socket.terminate()
  }
  function close(code: number, reason: string): void {
    if (isOver) return
    end()
    socket.close(code, reason)
    clock.after(GOODBYE_MS, () => socket.terminate())
  }
  function goAway(): void {
    close(GOING_AWAY, 'the server stops')
  }
  function refuseFlood(): void {
    outbound.refuse(flooded(), undefined)
    close(FLOODED, 'too many frames')
  }

  function receive(data: Buffer, isBinary: boolean): void {
    presence.seen()
    if (isOver) return
    if (gate.take(1)) read(data, isBinary)
    else refuseFlood()
  }
  function read(data: Buffer, isBinary: boolean): void {
    try {
      const frame = readFrame(data, isBinary)
      if (frame.type === 'ping') outbound.send({ type: 'pong' })
      else queue.add(frame)
    } catch (error) {
      outbound.refuse(error, isBinary ? undefined : refOf(data))
      if (!gate.take(BAD_FRAME_COSTS)) refuseFlood()
    }
  }

  socket.on('message', (data, isBinary) => receive(data as Buffer, isBinary))
  socket.on('close', end)
  // A frame that breaks the protocol, or is far too large: ws itself closes, with the code for it.
  socket.on('error', () => {})
  shutdown.addEventListener('abort', goAway, { once: true })
  if (shutdown.aborted) goAway()
}

function flooded(): AppError {
  return new AppError(
    'RATE_LIMITED',
    `More than ${FRAMES_PER_SECOND} frames a second, or too many that cannot be read.`,
    { hint: 'Send several turns in one frame. What was acknowledged is stored.' },
  )
}
