import { useCallback, useEffect, useState } from 'react'
import type { CheckVerdict } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import type { Draft } from './use-draft.ts'

/** Typing pauses this long before the words are checked. */
const PAUSE_MS = 350

type Checked = { text: string; verdict: CheckVerdict }

/** The outgoing check of what the agent writes. A verdict holds for the very words it was given for. */
export function useDraftCheck(client: Client, draft: Draft, conversation: string | null) {
  const [checked, setChecked] = useState<Checked | null>(null)
  const text = draft.speaker === 'agent' ? draft.text.trim() : ''

  const check = useCallback(
    async (words: string): Promise<CheckVerdict | 'unchecked'> => {
      try {
        const verdict = await client.check(words, conversation)
        setChecked({ text: words, verdict })
        return verdict
      } catch {
        return 'unchecked'
      }
    },
    [client, conversation],
  )

  useEffect(() => {
    if (text === '') return
    const timer = setTimeout(() => void check(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [check, text])

  const current = checked?.text === text && text !== '' ? checked.verdict : null
  return {
    /** Of the words as they stand; `null` while they are being checked. */
    verdict: current,
    isChecking: text !== '' && current === null,
    /** For the moment of sending: waits for the verdict if it is not there yet. */
    verdictOf: (words: string) => (current ? Promise.resolve(current) : check(words)),
  }
}
