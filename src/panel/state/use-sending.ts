import { useRef, useState } from 'react'
import type { NewFeedback, NewOverride } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import { useMessages } from '../messages/context.tsx'
import type { Messages } from '../messages/index.ts'
import type { Draft } from './use-draft.ts'
import { useDraftCheck } from './use-draft-check.ts'

/** Why a doubtful reply goes out as it is; in the order of their digits. It is written down. */
export const OVERRIDE_REASONS = [
  'false-alarm',
  'agreed-with-customer',
  'approved',
  'no-other-wording',
] as const satisfies NewOverride['reason'][]
type OverrideReason = NewOverride['reason']

/** The text could not be handed over; the message is a plain sentence that says why. */
export class NotTaken extends Error {}

/** What holds words back: the check wants a reason for them, or it could not be made. `check` names the verdict. */
type Hold = { words: string; why: 'doubtful' | 'unchecked'; check: string | null }

/** From the reply box into the conversation, past the outgoing check; nothing typed is lost on the way. */
export function useSending(options: {
  client: Client
  draft: Draft
  conversation: string | null
  say: (speaker: Draft['speaker'], words: string) => Promise<void>
  report: (suggestion: string, feedback: NewFeedback) => void
  onSent: (draft: Draft) => void
}) {
  const { client, draft } = options
  const text = useMessages()
  const { verdict, isChecking, verdictOf } = useDraftCheck(client, draft, options.conversation)
  const [hold, setHold] = useState<Hold | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const words = draft.text.trim()
  const latest = useRef(words)
  latest.current = words
  const held = hold !== null && hold.words === words ? hold : null

  /** Blocked words stay. Doubtful ones want a reason, unchecked ones a second press. */
  const mayGoOut = async () => {
    if (held?.why === 'unchecked') return true
    const found = await verdictOf(words)
    if (found === 'unchecked') setHold({ words, why: 'unchecked', check: null })
    else if (found?.verdict === 'block') setProblem(text.mustChange)
    else if (found?.verdict === 'warn') setHold({ words, why: 'doubtful', check: found.id ?? null })
    else return true
    return false
  }

  const deliver = async (mayGo: () => Promise<boolean>) => {
    if (words === '' || isSending) return
    const { speaker, from } = draft
    setSending(true)
    setProblem(null)
    try {
      if (speaker === 'agent' && !(await mayGo())) return
      await options.say(speaker, words)
      if (from && speaker === 'agent' && words !== from.text.trim()) {
        options.report(from.id, { verdict: 'edited', finalText: words })
      }
      setHold(null)
      options.onSent(draft)
    } catch (error) {
      // Heard back from the server already: it went out, only the answer was lost.
      if (latest.current !== words) return
      setProblem(error instanceof NotTaken ? error.message : text.sendFailed(reasonOf(error, text)))
    } finally {
      setSending(false)
    }
  }

  return {
    send: () => deliver(mayGoOut),
    /** In spite of what the check found doubtful. What cannot be written down does not go out. */
    sendAnyway: (reason: OverrideReason) =>
      deliver(async () => {
        if (held?.check) await client.override(held.check, { reason })
        return true
      }),
    isSending,
    isChecking,
    verdict,
    isConfirming: held?.why === 'doubtful',
    problem: problem ?? (held?.why === 'unchecked' ? text.unchecked : null),
    report: (error: unknown) => setProblem(reasonOf(error, text)),
    forgetProblem: () => setProblem(null),
  }
}

/** What went wrong, in a plain sentence. */
function reasonOf(error: unknown, text: Messages): string {
  if (!(error instanceof ApiError)) return text.failed
  if (error.status === 0) return text.unreachable
  if (error.status === 401) return text.lostForGood
  if (error.status === 403) return text.notAllowed
  if (error.status === 404) return text.gone
  return error.code === 'TOO_LONG' || error.code === 'TOO_LARGE' ? text.tooLong : text.failed
}
