import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError, type Client } from '../api/client.ts'
import { bringTurns } from './bring-turns.ts'
import type { HostConversation } from './protocol.ts'

const RETRY_MS = 2_000

export type Bound = {
  ref: string
  /** Ours; null while it is being opened. */
  conversation: string | null
  hasFailed: boolean
  /** Turns that the host shows are not all stored. */
  isBehind: boolean
}

/** Our conversation for the one the host shows, with its turns brought over one batch after the other. */
export function useBound(options: {
  client: Client
  isReady: boolean
  origin: string | null
  shown: HostConversation | null
  onBound: (ref: string, conversation: string) => void
}) {
  const { client, isReady, origin, shown, onBound } = options
  const [bound, setBound] = useState<Bound | null>(null)
  const [attempt, setAttempt] = useState(0)
  const latest = useRef(shown)
  latest.current = shown
  const ref = shown?.ref ?? null

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens again; what was shown first opens it
  useEffect(() => {
    if (!isReady || ref === null || origin === null) return setBound(null)
    let isOver = false
    const first = latest.current
    setBound({ ref, conversation: null, hasFailed: false, isBehind: false })
    const { channel = 'chat', lang } = first ?? {}
    client.openEmbedded({ host: origin, ref, channel, ...(lang ? { lang } : {}) }).then(
      ({ conversation }) => {
        if (isOver) return
        setBound({ ref, conversation, hasFailed: false, isBehind: false })
        onBound(ref, conversation)
      },
      () => {
        if (!isOver) setBound({ ref, conversation: null, hasFailed: true, isBehind: false })
      },
    )
    return () => {
      isOver = true
    }
  }, [client, isReady, ref, origin, attempt, onBound])

  const conversation = bound?.ref === ref ? (bound?.conversation ?? null) : null
  const turns = shown?.turns
  const known = useRef<{ of: string; turns: Parameters<typeof bringTurns>[3] }>({
    of: '',
    turns: null,
  })
  const queue = useRef(Promise.resolve())
  const [again, setAgain] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` brings them once more
  useEffect(() => {
    if (conversation === null || !turns || turns.length === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    queue.current = queue.current.then(async () => {
      if (isOver) return
      const before = known.current.of === conversation ? known.current.turns : null
      try {
        const stored = await bringTurns(client, conversation, turns, before)
        known.current = { of: conversation, turns: stored }
        setBound((now) => (now?.isBehind ? { ...now, isBehind: false } : now))
      } catch (error) {
        known.current = { of: '', turns: null }
        setBound((now) => now && { ...now, isBehind: true })
        // A text the server refuses is refused again; a server that is gone comes back.
        const isGone = error instanceof ApiError && (error.status === 0 || error.status >= 500)
        if (isGone && !isOver) timer = setTimeout(() => setAgain((count) => count + 1), RETRY_MS)
      }
    })
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, conversation, turns, again])

  return { bound, retry: useCallback(() => setAttempt((count) => count + 1), []) }
}
