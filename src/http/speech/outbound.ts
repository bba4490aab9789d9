import type { WebSocket } from 'ws'
import type { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { recognise } from '../problems.ts'
import type { ServerFrame } from '../schemas/speech.ts'
import { MOST_UNREAD_BYTES, SLOW_MS } from './limits.ts'

export type Frame = z.input<typeof ServerFrame>

/** What goes to the client. */
export type Outbound = {
  send(frame: Frame): void
  /** An error in answer to the frame that the client has marked with `ref`. */
  refuse(error: unknown, ref: string | undefined): void
  /** Resolves when the client has taken most of what was sent. One that takes nothing for too long is dropped. */
  untilTaken(): Promise<void>
}

export function createOutbound(
  socket: WebSocket,
  clock: Clock,
  { onSlow, onFailure }: { onSlow: () => void; onFailure: (error: unknown) => void },
): Outbound {
  function send(frame: Frame): void {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
  }
  return {
    send,
    refuse(error, ref) {
      const known = recognise(error instanceof Error ? error : new Error('unknown'))
      if (known.code === 'INTERNAL') onFailure(error)
      send({
        type: 'error',
        ...(ref === undefined ? {} : { ref }),
        ...{ code: known.code, detail: known.message },
        ...(known.hint ? { hint: known.hint } : {}),
        ...(known.errors ? { errors: known.errors } : {}),
      })
    },
    untilTaken() {
      if (socket.bufferedAmount <= MOST_UNREAD_BYTES) return Promise.resolve()
      return new Promise((resolve) => {
        const cancel = clock.after(SLOW_MS, onSlow)
        // Called back when all that was sent before it has left this process, or never will.
        socket.ping(undefined, false, () => {
          cancel()
          resolve()
        })
      })
    },
  }
}
