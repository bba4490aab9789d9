import type { WebSocket } from 'ws'
import { MOST_WAITING } from './limits.ts'
import type { Outbound } from './outbound.ts'
import {
  nextFrames,
  type TakeTurns,
  type Waiting,
  type Written,
  writeFrames,
} from './turn-writer.ts'

/** Turns of one client on their way to the store. */
export type TurnQueue = { add(frame: Waiting): void; stop(): void }

/**
 * Writes what a client sends in the order it comes, and acknowledges each frame when it is durable. While too much
 * waits, the socket is not read: the client's own network makes it wait.
 */
export function createTurnQueue(socket: WebSocket, take: TakeTurns, outbound: Outbound): TurnQueue {
  const waiting: Waiting[] = []
  let turnsWaiting = 0
  let isWriting = false
  let isOver = false

  async function write(): Promise<void> {
    isWriting = true
    while (waiting.length > 0 && !isOver) {
      const frames = nextFrames(waiting)
      waiting.splice(0, frames.length)
      for (const written of await writeFrames(frames, take)) answer(written)
      await outbound.untilTaken()
      turnsWaiting -= countTurns(frames)
      if (socket.isPaused && turnsWaiting <= MOST_WAITING / 2) socket.resume()
    }
    isWriting = false
  }

  function answer(written: Written): void {
    const { ref } = written.frame
    if (written.ok) {
      const { received: turns, lastEventId } = written
      outbound.send({ type: 'ack', ...(ref === undefined ? {} : { ref }), turns, lastEventId })
    } else outbound.refuse(written.error, ref)
  }

  return {
    add(frame) {
      waiting.push(frame)
      turnsWaiting += frame.turns.length
      if (turnsWaiting > MOST_WAITING) socket.pause()
      if (!isWriting) void write()
    },
    stop() {
      isOver = true
    },
  }
}

function countTurns(frames: Waiting[]): number {
  return frames.reduce((sum, { turns }) => sum + turns.length, 0)
}
