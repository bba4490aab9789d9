import { useState } from 'react'
import type { NewFeedback } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import { useMessages } from '../messages/context.tsx'
import type { Messages } from '../messages/index.ts'
import type { Draft } from './use-draft.ts'
import { useDraftCheck } from './use-draft-check.ts'

export class NotTaken extends Error {}

/** From the reply box into the conversation, past the outgoing check; nothing typed is lost on the way. */
export function useSending(options: {
  client: Client
  draft: Draft
  conversation: string | null
  say: (speaker: Draft['speaker'], words: string) => Promise<void>
  report: (suggestion: string, feedback: NewFeedback) => void
  onSent: (draft: Draft) => void
}) {
  const { draft } = options
  const text = useMessages()
  const { verdict, verdictOf } = useDraftCheck(options.client, draft, options.conversation)
  const [confirming, setConfirming] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const words = draft.text.trim()

  /** Blocked words stay; doubtful ones go when the agent presses Send a second time. */
  const mayGoOut = async () => {
    const found = await verdictOf(words)
    if (found?.verdict === 'block') setProblem(text.mustChange)
    if (found?.verdict === 'warn') setConfirming(words)
    return found?.verdict !== 'block' && (found?.verdict !== 'warn' || confirming === words)
  }

  const send = async () => {
    if (words === '' || isSending) return
    const { speaker, from } = draft
    setSending(true)
    setProblem(null)
    try {
      if (speaker === 'agent' && !(await mayGoOut())) return
      await options.say(speaker, words)
      if (from && speaker === 'agent' && words !== from.text.trim()) {
        options.report(from.id, { verdict: 'edited', finalText: words })
      }
      options.onSent(draft)
    } catch (error) {
      setProblem(error instanceof NotTaken ? error.message : text.sendFailed(reasonOf(error, text)))
    } finally {
      setSending(false)
    }
  }

  return {
    send,
    isSending,
    verdict,
    isConfirming: confirming !== null && confirming === words,
    problem,
    report: (error: unknown) => setProblem(reasonOf(error, text)),
    forgetProblem: () => setProblem(null),
  }
}

/** What went wrong, in a plain sentence. */
function reasonOf(error: unknown, text: Messages): string {
  if (!(error instanceof ApiError)) return text.failed
  if (error.status === 0) return text.unreachable
  return error.code === 'TOO_LONG' || error.code === 'TOO_LARGE' ? text.tooLong : text.failed
}
