import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import type { Accept } from '../../src/http/accept-upgrades.ts'
import { as, type World, wholeAnswer } from './world.ts'

/** Opens the WebSocket at an address, as `reader`, and says one thing: what it answered, or every frame until it was quiet. */
export async function listenIn(
  world: World,
  reader: string,
  address: string,
  frame: unknown,
): Promise<string> {
  const frames: string[] = []
  const socket = Object.assign(new EventEmitter(), {
    ...{ OPEN: 1, readyState: 1, bufferedAmount: 0, isPaused: false },
    send: (text: string) => frames.push(text),
    ping: () => {},
    pause: () => {},
    resume: () => {},
    close: () => socket.emit('close'),
    terminate: () => socket.emit('close'),
  })
  let isTaken = false
  const accept: Accept = (run) => {
    isTaken = true
    // The parts of a socket that the program uses.
    run(socket as unknown as WebSocket)
  }
  const answer = await world.api.app.request(address, { headers: as(reader) }, { accept })
  if (isTaken) {
    socket.emit('message', Buffer.from(JSON.stringify(frame)), false)
    for (let seen = -1; seen !== frames.length; ) {
      seen = frames.length
      await new Promise((resolve) => setTimeout(resolve, 40))
    }
    socket.close()
  }
  return [await wholeAnswer(answer), ...frames].join('\n')
}
