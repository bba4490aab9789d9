import { useEffect, useState } from 'react'
import { ApiError } from '../api/client.ts'

/** What the server said last; the value stays on the screen while it is asked again. */
export type Answer<T> = {
  value: T | null
  isLoading: boolean
  /** Why there is none; null while all is well. */
  trouble: 'forbidden' | 'gone' | 'failed' | null
}

/** Asks whenever `ask` changes; null asks nothing. Give it a callback that stays the same. */
export function useAnswer<T>(ask: ((signal: AbortSignal) => Promise<T>) | null): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, isLoading: true, trouble: null })
  useEffect(() => {
    if (ask === null) {
      setAnswer({ value: null, isLoading: false, trouble: null })
      return
    }
    const leaving = new AbortController()
    setAnswer((before) => ({ ...before, isLoading: true }))
    ask(leaving.signal).then(
      (value) => setAnswer({ value, isLoading: false, trouble: null }),
      (error: unknown) => {
        if (leaving.signal.aborted) return
        const status = error instanceof ApiError ? error.status : 0
        const trouble = status === 403 ? 'forbidden' : status === 404 ? 'gone' : 'failed'
        setAnswer({ value: null, isLoading: false, trouble })
      },
    )
    return () => leaving.abort()
  }, [ask])
  return answer
}
