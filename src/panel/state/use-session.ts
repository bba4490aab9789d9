import { useCallback, useEffect, useState } from 'react'
import type { Session } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import { writeStored } from './stored.ts'

const RETRY_MS = 2_000

/** Who the server takes us for; asks again until it answers. */
export function useSession(client: Client) {
  const [session, setSession] = useState<Session | null>(null)
  const [trouble, setTrouble] = useState<'key-needed' | 'key-wrong' | 'unreachable' | null>(null)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    client.session().then(
      (answer) => {
        if (isOver) return
        setSession(answer)
        setTrouble(null)
      },
      (error: unknown) => {
        if (isOver) return
        if (error instanceof ApiError && error.status === 401) {
          const hadKey = 'authorization' in client.headers()
          return setTrouble(hadKey ? 'key-wrong' : 'key-needed')
        }
        setTrouble('unreachable')
        timer = setTimeout(() => setAttempt((count) => count + 1), RETRY_MS)
      },
    )
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, attempt])

  const enterKey = useCallback((key: string) => {
    writeStored('session', 'key', key)
    setAttempt((count) => count + 1)
  }, [])
  return { session, trouble, enterKey }
}
