import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { ConversationEvent, OpenConversation, OpenList } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import { readEvent } from '../api/follow-events.ts'
import { type Connection, type Following, followStream } from '../api/follow-stream.ts'
import { noteServerTime } from '../state/server-time.ts'
import { EMPTY_BOARD, reduceBoard } from './board-state.ts'
import type { BoardCalls } from './lead-client.ts'

/** Events are taken together so often, however many come. */
const GATHER_MS = 250
/** What is unsure is read anew together so often. */
const REREAD_MS = 1_000
/** Ids in one request. */
const MOST_IDS = 200
const PAGE = 200
/** Open conversations on the board; more are counted only. */
const MOST_ROWS = 2_000
const RETRY_MS = 2_000

const KINDS = [
  'turn-added',
  'stage-changed',
  'class-changed',
  'warning-raised',
  'warning-taken',
  'incident-linked',
  'incident-noticed',
  'incident-updated',
  'incident-ended',
  'ticket-changed',
  'ticket-due',
  'follow-up-changed',
  'follow-up-due',
  'conversation-closed',
  'conversation-dropped',
  'conversation-reopened',
  'conversation-transferred',
]

/**
 * All open conversations, read once and then kept up to date by the events of the team: what happened while the server
 * was away comes with the next connection. `onLive` hears of events as they come.
 */
export function useBoard(
  client: Client,
  calls: BoardCalls,
  onLive: (events: readonly ConversationEvent[]) => void,
) {
  const [state, dispatch] = useReducer(reduceBoard, EMPTY_BOARD)
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' })
  const [attempt, setAttempt] = useState(0)
  const following = useRef<Following | null>(null)
  const hear = useRef(onLive)
  hear.current = onLive

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt begins anew
  useEffect(() => {
    const leaving = new AbortController()
    let gathered: ConversationEvent[] = []
    let last = ''
    let retry: ReturnType<typeof setTimeout> | undefined
    const takeGathered = setInterval(() => {
      if (gathered.length === 0) return
      dispatch({ type: 'events', events: gathered })
      hear.current(gathered)
      gathered = []
    }, GATHER_MS)

    const follow = () => {
      following.current = followStream({
        url: client.url(`team/events?partials=false&kinds=${KINDS.join(',')}`),
        headers: client.headers,
        lastEventId: () => last,
        onConnection(now) {
          setConnection(now)
          // Another database behind the same address: its events are counted anew.
          if (now.state === 'refused' && now.status === 400) setAttempt((count) => count + 1)
        },
        onEvent({ id, data }) {
          const event = readEvent(data)
          if (id !== '') last = id
          if (!event) return
          noteServerTime(event.at)
          gathered.push(event)
        },
      })
    }
    const begin = async () => {
      try {
        const { rows, first } = await readAll(calls, leaving.signal)
        const warnings = await calls.warnings(leaving.signal)
        noteServerTime(first.now)
        last = first.eventsAfter
        dispatch({ type: 'listed', rows, limits: first.limits, open: first.open })
        dispatch({ type: 'warnings-read', warnings })
        follow()
      } catch (error) {
        if (leaving.signal.aborted) return
        const refused = error instanceof ApiError && [401, 403].includes(error.status)
        setConnection(
          refused
            ? { state: 'refused', status: error.status }
            : { state: 'lost', retryAt: Date.now() + RETRY_MS },
        )
        if (!refused) retry = setTimeout(() => setAttempt((count) => count + 1), RETRY_MS)
      }
    }
    void begin()
    return () => {
      leaving.abort()
      clearInterval(takeGathered)
      clearTimeout(retry)
      following.current?.stop()
      following.current = null
    }
  }, [client, calls, attempt])

  const { unsure } = state
  useEffect(() => {
    if (unsure.size === 0) return
    const leaving = new AbortController()
    const timer = setTimeout(() => {
      const asked = [...unsure].slice(0, MOST_IDS)
      calls.open({ ids: asked.join(','), limit: String(MOST_IDS) }, leaving.signal).then(
        ({ conversations }) => dispatch({ type: 'read', asked, rows: conversations }),
        // The next event, or the next second, asks again.
        () => undefined,
      )
    }, REREAD_MS)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [calls, unsure])

  return {
    ...{ state, dispatch, connection },
    retry: useCallback(() => {
      if (following.current) following.current.retry()
      else setAttempt((count) => count + 1)
    }, []),
  }
}

/** All pages; the first one tells from where on events are to be followed. */
async function readAll(
  calls: BoardCalls,
  signal: AbortSignal,
): Promise<{ rows: OpenConversation[]; first: OpenList }> {
  const first = await calls.open({ limit: String(PAGE) }, signal)
  const rows = new Map(first.conversations.map((row) => [row.id, row]))
  let { next } = first
  while (next !== null && rows.size < MOST_ROWS) {
    const page = await calls.open({ limit: String(PAGE), cursor: next }, signal)
    for (const row of page.conversations) rows.set(row.id, row)
    next = page.next
  }
  return { rows: [...rows.values()], first }
}
