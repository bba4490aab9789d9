import { type Dispatch, useCallback, useState } from 'react'
import type { NewFeedback } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import { useMessages } from '../messages/context.tsx'
import type { PanelAction } from './panel-types.ts'
import { useNotice } from './use-notice.ts'

export const REASONS = [
  'wrong-article',
  'wrong-answer',
  'out-of-date',
  'confidential',
  'wrong-tone',
  'wrong-language',
] as const satisfies NewFeedback['reason'][]
export type Reason = (typeof REASONS)[number]

/** Tells the server what became of a suggestion. What the agent says by hand is answered on the screen. */
export function useFeedback(client: Client, dispatch: Dispatch<PanelAction>) {
  const text = useMessages()
  const { notice, say } = useNotice()
  const [askingFor, setAskingFor] = useState<string | null>(null)

  /** For what the panel notices itself; a loss costs a figure, not the agent's time. */
  const report = useCallback(
    (id: string, feedback: NewFeedback) => void client.judge(id, feedback).catch(() => undefined),
    [client],
  )

  const judge = useCallback(
    async (id: string, verdict: 'helpful' | 'not-helpful', reason?: Reason) => {
      setAskingFor(null)
      dispatch({ type: 'judged', id, verdict })
      try {
        await client.judge(id, reason ? { verdict, reason } : { verdict })
        say(text.thanks)
      } catch {
        dispatch({ type: 'judged', id, verdict: null })
        say(text.feedbackFailed)
      }
    },
    [client, dispatch, say, text],
  )

  return { notice, say, report, judge, askingFor, setAskingFor }
}
