import { useEffect, useState } from 'react'
import type { KnowledgeStatus } from '../../http/api-types.ts'
import { ApiError } from '../api/client.ts'
import type { KnowledgeCalls } from './editor-client.ts'

/** So often it is looked whether the index has changed: a saved edit shows within a second. */
const LOOK_MS = 250

export type Followed = {
  status: KnowledgeStatus | null
  trouble: 'forbidden' | 'failed' | null
}

/** The state of the knowledge base, followed while the page is in sight. */
export function useStatus(calls: KnowledgeCalls | null): Followed {
  const [followed, setFollowed] = useState<Followed>({ status: null, trouble: null })
  useEffect(() => {
    if (calls === null) return
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      if (!document.hidden) {
        try {
          const status = await calls.status(leaving.signal)
          // The same object while nothing has changed: nothing is drawn anew.
          setFollowed((before) => {
            const { now: _, ...told } = status
            const { now: __, ...known } = before.status ?? { now: '' }
            const isSame = JSON.stringify(told) === JSON.stringify(known)
            return isSame && before.trouble === null ? before : { status, trouble: null }
          })
        } catch (error) {
          if (leaving.signal.aborted) return
          const isForbidden = error instanceof ApiError && error.status === 403
          setFollowed(({ status }) => ({ status, trouble: isForbidden ? 'forbidden' : 'failed' }))
          if (isForbidden) return
        }
      }
      if (!leaving.signal.aborted) timer = setTimeout(look, LOOK_MS)
    }
    void look()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [calls])
  return followed
}
