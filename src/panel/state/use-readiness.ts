import { useEffect, useState } from 'react'
import type { Client } from '../api/client.ts'

const ASK_AGAIN_MS = 1_500

/** Whether the server still indexes its knowledge for the first time: nothing can be found yet. */
export function useIndexing(client: Client, isSessionOpen: boolean): boolean {
  const [isIndexing, setIndexing] = useState(false)
  useEffect(() => {
    if (!isSessionOpen) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const ask = async () => {
      // Without an answer the connection banner speaks; here it means "not known to be indexing".
      const isReady = await client.isReady().catch(() => true)
      if (isOver) return
      setIndexing(!isReady)
      if (!isReady) timer = setTimeout(ask, ASK_AGAIN_MS)
    }
    void ask()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, isSessionOpen])
  return isIndexing
}
