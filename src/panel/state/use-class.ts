import { useCallback, useEffect, useState } from 'react'
import type { ConversationClass } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import { CLASS_FIELDS, type ClassField, doubtfulField } from './class-choices.ts'

export type ClassNotice =
  | { what: 'corrected'; field: ClassField; value: string; correction: string }
  | { what: 'failed' }
  | null

/** What the conversation is classified as, and its correction. `event` changes whenever the server told of it. */
export function useClass(client: Client, conversation: string | null, event: number) {
  const [view, setView] = useState<ConversationClass | null>(null)
  const [choosing, setChoosing] = useState<ClassField | null>(null)
  const [notice, setNotice] = useState<ClassNotice>(null)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew whenever the server told of it
  useEffect(() => {
    if (conversation === null) return
    const reading = new AbortController()
    client.conversationClass(conversation, reading.signal).then(setView, () => undefined)
    return () => reading.abort()
  }, [client, conversation, event, attempt])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, another correction
  useEffect(() => {
    setChoosing(null)
    setNotice(null)
  }, [conversation])

  const shown = view !== null && view.conversation === conversation ? view.class : null
  const doing = async (deed: () => Promise<ClassNotice>) => {
    setChoosing(null)
    setNotice(await deed().catch((): ClassNotice => ({ what: 'failed' })))
    setAttempt((count) => count + 1)
  }
  const correct = (field: ClassField, value: string) =>
    doing(async () => {
      if (conversation === null) return null
      const { id } = await client.correctClass(conversation, { field, value })
      return { what: 'corrected', field, value, correction: id }
    })
  const undo = () =>
    doing(async () => {
      if (conversation !== null && notice?.what === 'corrected')
        await client.undoCorrection(conversation, notice.correction)
      return null
    })
  return {
    triage: shown,
    choosing,
    notice,
    correct: (field: ClassField, value: string) => void correct(field, value),
    undo: () => void undo(),
    choose: setChoosing,
    close: useCallback(() => setChoosing(null), []),
    /** Its key: opens at the most doubtful field, then goes on to the next. */
    chooseNext() {
      setNotice(null)
      if (choosing === null) return setChoosing(shown ? doubtfulField(shown) : 'type')
      const next = (CLASS_FIELDS.indexOf(choosing) + 1) % CLASS_FIELDS.length
      setChoosing(CLASS_FIELDS[next] ?? null)
    },
  }
}

export type ClassDesk = ReturnType<typeof useClass>
