import {
  closeStatement,
  errorResponse,
  FromServer,
  message,
  simpleQuery,
  splitMessages,
  sync,
} from './messages.ts'
import { type Request, RequestReader } from './request-reader.ts'

/** The one PostgreSQL backend, as the bridge needs it. Both calls are synchronous. */
export type Backend = {
  /** Runs protocol bytes, gives all that the backend answers. */
  run(bytes: Uint8Array): Uint8Array
  isInTransaction(): boolean
}

/** Where the answers for one client go. */
export type Client = { send(bytes: Uint8Array): void; close(): void }

export type Session = { push(bytes: Uint8Array): void; close(): void }

export type Bridge = { open(client: Client): Session }

type State = {
  client: Client
  reader: RequestReader
  queue: Request[]
  copy: Buffer[] | undefined
  isStarted: boolean
  isClosed: boolean
}

/**
 * Lets many clients speak the wire protocol with one backend. A client owns the backend from its
 * first message until the backend is ready outside a transaction; the others wait in line. (Handing
 * over in between would mix up the one unnamed statement and portal: rows get lost without an error.)
 * A client that keeps everybody waiting for `idleMs` between two messages is put out.
 */
export function createBridge(backend: Backend, options: { idleMs: number }): Bridge {
  const sessions = new Set<State>()
  const waiting: State[] = []
  const orphanedStatements: string[] = []
  let owner: State | undefined
  let idleTimer: NodeJS.Timeout | undefined

  function open(client: Client): Session {
    const state: State = {
      client,
      reader: new RequestReader(),
      queue: [],
      copy: undefined,
      isStarted: false,
      isClosed: false,
    }
    sessions.add(state)
    return {
      push(bytes) {
        if (state.isClosed) return
        state.queue.push(...state.reader.push(bytes))
        work(state)
      },
      close: () => close(state),
    }
  }

  function work(state: State): void {
    if (state.isClosed || state.queue.length === 0) return
    if (owner && owner !== state) {
      if (!waiting.includes(state)) waiting.push(state)
      return
    }
    owner = state
    clearTimeout(idleTimer)
    for (let next = state.queue.shift(); next; next = state.queue.shift()) {
      const isReady = serve(state, next)
      if (state.isClosed) return
      if (isReady && !backend.isInTransaction() && mayHandOver(state)) {
        release(state)
        return
      }
    }
    idleTimer = setTimeout(() => putOut(state), options.idleMs)
    idleTimer.unref?.()
  }

  function mayHandOver(state: State): boolean {
    return waiting.length > 0 || state.queue.length === 0
  }

  /** Serves one request; true when the backend has said that it is ready for the next query. */
  function serve(state: State, request: Request): boolean {
    switch (request.kind) {
      case 'refuse-ssl':
        state.client.send(Buffer.from('N'))
        return true
      case 'terminate':
        close(state)
        return true
      case 'startup':
        state.isStarted = true
        deliver(state, backend.run(request.bytes))
        return true
      case 'run':
        deliver(state, backend.run(request.bytes))
        return request.ends
      // The backend reads a whole COPY at once, so the data is gathered and the client told to go ahead.
      case 'copy-start':
        state.copy = [request.bytes]
        state.client.send(message('G', Buffer.alloc(3)))
        return false
      case 'copy-data':
        state.copy?.push(request.bytes)
        return false
      case 'copy-end': {
        const answer = backend.run(Buffer.concat([...(state.copy ?? []), request.bytes]))
        state.copy = undefined
        const parts = [...splitMessages(answer)]
        deliver(state, Buffer.concat(parts.filter((part) => part[0] !== FromServer.copyIn)))
        return true
      }
    }
  }

  /** Sends an answer to its client; notifications in it go to every client that listens. */
  function deliver(state: State, answer: Uint8Array): void {
    if (answer.length === 0) return
    const own: Uint8Array[] = []
    const notifications: Uint8Array[] = []
    for (const part of splitMessages(answer)) {
      if (part[0] === FromServer.notification) notifications.push(part)
      else own.push(part)
    }
    if (notifications.length === 0) {
      state.client.send(answer)
      return
    }
    for (const other of sessions) {
      if (other.reader.isListening) other.client.send(Buffer.concat(notifications))
    }
    if (own.length > 0) state.client.send(Buffer.concat(own))
  }

  function release(state: State): void {
    owner = undefined
    clearTimeout(idleTimer)
    dropOrphanedStatements()
    if (state.queue.length > 0 && !state.isClosed) waiting.push(state)
    let next = waiting.shift()
    while (next && (next.isClosed || next.queue.length === 0)) next = waiting.shift()
    if (!next) return
    const chosen = next
    owner = chosen
    // A new turn of the event loop, so that no client can keep the thread from reading the others.
    setImmediate(() => {
      if (owner !== chosen) return
      if (chosen.isClosed) release(chosen)
      else work(chosen)
    })
  }

  function close(state: State): void {
    if (state.isClosed) return
    state.isClosed = true
    sessions.delete(state)
    orphanedStatements.push(...state.reader.statements)
    state.client.close()
    if (owner && owner !== state) return
    if (state.isStarted) {
      backend.run(sync())
      if (backend.isInTransaction()) backend.run(simpleQuery('rollback'))
    }
    release(state)
  }

  function putOut(state: State): void {
    if (owner !== state || state.isClosed) return
    const seconds = options.idleMs / 1000
    state.client.send(
      errorResponse('FATAL', '25P03', `the transaction was left idle for ${seconds} s`),
    )
    close(state)
  }

  function dropOrphanedStatements(): void {
    if (orphanedStatements.length === 0) return
    const names = orphanedStatements.splice(0)
    backend.run(Buffer.concat([...names.map(closeStatement), sync()]))
  }

  return { open }
}
