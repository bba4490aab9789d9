import { useCallback, useEffect, useState } from 'react'

/** Gathers what makes a list be read anew. */
const SETTLE_MS = 600

/**
 * Something read from the server, again after each `news` and every `everyMs`. What was read stays while it is read
 * anew; `hasFailed` where the last reading did not succeed.
 */
export function useRead<T>(
  read: ((signal: AbortSignal) => Promise<T>) | null,
  news: number,
  everyMs: number | null,
): { value: T | null; hasFailed: boolean; put: (change: (before: T) => T) => void } {
  const [value, setValue] = useState<T | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (read === null) return
    const leaving = new AbortController()
    const timer = setTimeout(
      () => {
        read(leaving.signal).then(
          (answer) => {
            setValue(answer)
            setFailed(false)
          },
          () => {
            if (!leaving.signal.aborted) setFailed(true)
          },
        )
      },
      news + round === 0 ? 0 : SETTLE_MS,
    )
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [read, news, round])
  useEffect(() => {
    if (everyMs === null) return
    const timer = setInterval(() => setRound((count) => count + 1), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  const put = useCallback(
    (change: (before: T) => T) => setValue((before) => (before === null ? null : change(before))),
    [],
  )
  return { value, hasFailed, put }
}
