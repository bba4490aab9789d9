import { useCallback, useEffect, useState } from 'react'

const SHOWN_MS = 4_000

/** A short word of confirmation that goes away by itself. */
export function useNotice() {
  const [notice, setNotice] = useState<{ text: string } | null>(null)
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => setNotice(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])
  return {
    notice: notice?.text ?? null,
    say: useCallback((text: string) => setNotice({ text }), []),
  }
}
