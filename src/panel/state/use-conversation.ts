import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { Conversation, NewConversation, NewTurn } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import { type Connection, type Following, followEvents } from '../api/follow-events.ts'
import { reducePanel } from './panel-state.ts'
import { EMPTY_PANEL } from './panel-types.ts'
import { noteServerTime, serverNow } from './server-time.ts'
import { readStored, writeStored } from './stored.ts'

/** Another writer may take the same number first; each attempt asks for the next free one. */
const SEND_ATTEMPTS = 4
/** Pause before a remembered conversation is asked for again when the server is gone. */
const RELOAD_MS = 2_000

/**
 * One conversation with the server: loaded, followed, written to. With `bound` it is that one; otherwise the one of
 * the address, or the last of this tab.
 */
export function useConversation(client: Client, bound: string | null = null) {
  const [state, dispatch] = useReducer(reducePanel, EMPTY_PANEL)
  const [connection, setConnection] = useState<Connection>({ state: 'idle' })
  const [attempt, setAttempt] = useState(0)
  const following = useRef<Following | null>(null)
  const id = useRef<string | null>(null)
  const lastSeq = useRef(0)
  const unsent = useRef<Omit<NewTurn, 'seq'> | null>(null)

  const follow = useCallback(
    (conversation: Conversation) => {
      following.current?.stop()
      id.current = conversation.id
      lastSeq.current = conversation.turns.at(-1)?.seq ?? 0
      if (bound === null) writeStored('session', 'conversation', conversation.id)
      dispatch({ type: 'opened', conversation })
      following.current = followEvents({
        url: client.url(`conversations/${encodeURIComponent(conversation.id)}/events`),
        headers: client.headers,
        lastEventId: conversation.lastEventId,
        onConnection: setConnection,
        onEvent(event) {
          if (event.kind === 'turn-added')
            lastSeq.current = Math.max(lastSeq.current, event.data.seq)
          noteServerTime(event.at)
          dispatch({ type: 'event', event })
        },
      })
    },
    [client, bound],
  )

  const leave = useCallback(() => {
    following.current?.stop()
    following.current = null
    id.current = null
    lastSeq.current = 0
    writeStored('session', 'conversation', null)
    dispatch({ type: 'left' })
    setConnection({ state: 'idle' })
  }, [])

  const open = useCallback(
    async (conversation: NewConversation) => {
      following.current?.stop()
      follow(await client.open(conversation))
    },
    [client, follow],
  )

  /** Sends a turn of the open conversation under its own number: one more piece of a turn begun before. */
  const append = useCallback(
    async (turn: NewTurn) => {
      if (id.current === null) throw new ApiError(404, 'NOT_FOUND', 'No conversation is open.')
      await client.append(id.current, [turn])
      lastSeq.current = Math.max(lastSeq.current, turn.seq)
      return turn.seq
    },
    [client],
  )

  /** Sends a turn under the next free number, which is returned. */
  const appendNext = useCallback(
    async (turn: Omit<NewTurn, 'seq'>) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await append({ ...turn, seq: lastSeq.current + 1 })
        } catch (error) {
          const isTaken = error instanceof ApiError && error.code === 'CONFLICT'
          if (!isTaken || attempt === SEND_ATTEMPTS || id.current === null) throw error
          const now = await client.conversation(id.current)
          lastSeq.current = Math.max(lastSeq.current, now.turns.at(-1)?.seq ?? 0)
        }
      }
    },
    [append, client],
  )

  /** Says something, in a new conversation if none is open. */
  const say = useCallback(
    async (speaker: 'customer' | 'agent', text: string) => {
      if (id.current === null) await open({ channel: 'chat' })
      const before = unsent.current
      const isAgain = before?.speaker === speaker && before.text === text
      // Sent again after a lost answer it is the very same turn, which the server stores once.
      const turn = isAgain ? before : { speaker, text, at: new Date(serverNow()).toISOString() }
      unsent.current = turn
      await appendNext(turn)
      unsent.current = null
    },
    [appendNext, open],
  )

  useEffect(() => {
    if (attempt > 0 && id.current !== null) return
    const wanted =
      bound ??
      new URLSearchParams(location.search).get('conversation') ??
      readStored('session', 'conversation')
    if (!wanted) return
    const loading = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const take = (loaded: Conversation) => {
      // Not over one that was opened meanwhile.
      if (id.current === null) follow(loaded)
    }
    client.conversation(wanted, loading.signal).then(take, (error: unknown) => {
      if (loading.signal.aborted) return
      const status = error instanceof ApiError ? error.status : 0
      if (status === 404) return writeStored('session', 'conversation', null)
      if (status === 401 || status === 403) return setConnection({ state: 'refused', status })
      setConnection({ state: 'lost', retryAt: Date.now() + RELOAD_MS })
      timer = setTimeout(() => setAttempt((count) => count + 1), RELOAD_MS)
    })
    return () => {
      loading.abort()
      clearTimeout(timer)
    }
  }, [client, follow, attempt, bound])

  useEffect(() => () => following.current?.stop(), [])

  return {
    state,
    dispatch,
    connection,
    open,
    append,
    appendNext,
    say,
    leave,
    retry: useCallback(() => {
      if (following.current) following.current.retry()
      else setAttempt((count) => count + 1)
    }, []),
  }
}
