import type { WebSocket } from 'ws'
import type { Clock } from '../../clock.ts'
import { ASK_MS, MOST_UNANSWERED } from './limits.ts'

/** Asks a client now and then whether it is there. `seen`: it has spoken by itself. */
export type Presence = { seen(): void; stop(): void }

/** Calls `onGone` when the client has been silent on several pings in turn: a line that is cut tells nobody. */
export function watchPresence(socket: WebSocket, clock: Clock, onGone: () => void): Presence {
  let unanswered = 0
  let cancel = clock.after(ASK_MS, ask)

  function ask(): void {
    if (unanswered >= MOST_UNANSWERED) {
      onGone()
      return
    }
    unanswered += 1
    socket.ping()
    cancel = clock.after(ASK_MS, ask)
  }
  function seen(): void {
    unanswered = 0
  }
  socket.on('pong', seen)
  return { seen, stop: () => cancel() }
}
