import { isAllowedOrigin } from './allowed-origins.ts'
import { CHATWOOT_ASK, readAppContext } from './chatwoot.ts'
import {
  type FromHost,
  type FromPanel,
  type HostConversation,
  PROTOCOL,
  readFromHost,
  wrap,
} from './protocol.ts'

/** Why a message was not followed, for the agent and whoever set the frame up. */
export type HostNote =
  | { kind: 'wrong-origin'; origin: string }
  | { kind: 'wrong-window' }
  | { kind: 'junk'; why: string }

export type HostState = {
  /** The host can put a text into its reply box. */
  canInsert: boolean
  /** Who speaks; null until somebody has. */
  origin: string | null
  conversation: HostConversation | null
  note: HostNote | null
}

export const NO_HOST: HostState = { canInsert: false, origin: null, conversation: null, note: null }

export type HostLink = {
  /** Offers a text for the reply box of a conversation. False: the host did not take it. */
  propose(ref: string, text: string): Promise<boolean>
  /** Tells the host which conversation its reference stands for. */
  tellBound(ref: string, conversation: string): void
  stop(): void
}

/** A host that has not said by then that the text stands in its box has not taken it: it is copied. */
const ANSWER_MS = 1_500
/** Chatwoot does not say by itself that something new was said. */
const ASK_MS = 3_000

/**
 * Listens to the page around the frame, and to no other: a message counts only if it comes from the parent window and
 * from an origin of the desk's list. Everything else is dropped with a note.
 */
export function followHost(options: {
  frame: Window
  allowed: readonly string[]
  /** Asks for the conversation the way Chatwoot wants it. */
  asksChatwoot: boolean
  onState: (state: HostState) => void
}): HostLink {
  const { frame, allowed } = options
  let state = NO_HOST
  let lastContext = ''
  let count = 0
  const answers = new Map<number, (isInserted: boolean) => void>()

  const change = (part: Partial<HostState>) => {
    state = { ...state, ...part }
    options.onState(state)
  }
  const say = (message: FromPanel) => {
    if (state.origin !== null) frame.parent.postMessage(wrap(message), state.origin)
  }
  /** Said once, however often it happens. */
  const note = (next: HostNote) => {
    if (JSON.stringify(next) === JSON.stringify(state.note)) return
    console.warn('Sidecue: a message was ignored.', next)
    change({ note: next })
  }
  const junk = (why: string) => {
    note({ kind: 'junk', why })
    say({ type: 'ignored', why })
  }

  const listen = (event: MessageEvent) => {
    // Extensions and the panel itself talk in their own window.
    if (event.source === frame) return
    if (!isAllowedOrigin(event.origin, allowed))
      return note({ kind: 'wrong-origin', origin: event.origin })
    if (event.source !== frame.parent) return note({ kind: 'wrong-window' })
    // The page around the frame cannot change its origin without the frame being loaded anew.
    if (state.origin === null) change({ origin: event.origin })
    if (typeof event.data === 'string') return takeContext(event.data)
    const read = readFromHost(event.data)
    if (read.ok) take(read.message)
    else junk(read.why)
  }

  const takeContext = (data: string) => {
    if (data === lastContext) return
    const read = readAppContext(data)
    if (!read.ok) return junk(read.why)
    lastContext = data
    change({ conversation: read.message, note: null })
  }

  const take = (message: FromHost) => {
    switch (message.type) {
      case 'hello':
        change({ canInsert: message.insert, note: null })
        return say({ type: 'ready', versions: [PROTOCOL] })
      case 'conversation':
        return change({ conversation: message.conversation, note: null })
      case 'turns':
        return takeTurns(message)
      case 'clear':
        return change({ conversation: null, note: null })
      case 'inserted':
        answers.get(message.insert)?.(message.ok)
    }
  }

  const takeTurns = ({ ref, turns }: Extract<FromHost, { type: 'turns' }>) => {
    const { conversation } = state
    if (conversation?.ref !== ref)
      return junk('ref: found another conversation than the one set before; allowed: that one')
    change({ conversation: { ...conversation, turns }, note: null })
  }

  const ask = () => {
    if (frame.document.visibilityState === 'visible') frame.parent.postMessage(CHATWOOT_ASK, '*')
  }
  frame.addEventListener('message', listen)
  const asking = options.asksChatwoot ? setInterval(ask, ASK_MS) : undefined
  if (options.asksChatwoot) ask()

  return {
    async propose(ref, text) {
      const { conversation, canInsert } = state
      // Only while a key or a click of the agent counts, and only for what the host shows now.
      if (!canInsert || conversation?.ref !== ref || !frame.navigator.userActivation.isActive)
        return false
      count += 1
      const insert = count
      const answer = new Promise<boolean>((resolve) => {
        answers.set(insert, resolve)
        setTimeout(() => resolve(false), ANSWER_MS)
      })
      say({ type: 'insert', insert, ref, text })
      const isInserted = await answer
      answers.delete(insert)
      return isInserted
    },
    tellBound: (ref, conversation) => say({ type: 'bound', ref, conversation }),
    stop() {
      frame.removeEventListener('message', listen)
      clearInterval(asking)
    },
  }
}
