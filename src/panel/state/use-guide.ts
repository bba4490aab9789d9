import { useEffect, useState } from 'react'
import type { Guide } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'

/** Several events come of one turn: asked once for all of them. */
const PAUSE_MS = 120

/** Where the conversation stands by the server's rules; asked anew whenever `event` changes. The last one known is kept. */
export function useGuide(client: Client, conversation: string | null, event: number) {
  const [guide, setGuide] = useState<{ of: string; guide: Guide } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew whenever something is told that it is read from
  useEffect(() => {
    if (conversation === null) return
    const asking = new AbortController()
    const timer = setTimeout(() => {
      const take = (read: Guide) => setGuide({ of: conversation, guide: read })
      // A guide that cannot be had leaves the agent with the last one; the banner tells of a lost server.
      client.guide(conversation, asking.signal).then(take, () => undefined)
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      asking.abort()
    }
  }, [client, conversation, event])
  return guide !== null && guide.of === conversation ? guide.guide : null
}
