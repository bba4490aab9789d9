import { useCallback, useEffect, useState } from 'react'
import { readStored, writeStored } from './stored.ts'

/** What stands in the reply box. */
export type Draft = {
  text: string
  speaker: 'customer' | 'agent'
  /** The suggestion whose text was put in, to tell later whether it was changed. */
  from: { id: string; text: string } | null
}

/** The reply box's contents, kept through reloads and restarts of the server; in a frame, each conversation's own. */
export function useDraft(bound: string | null = null) {
  const name = bound === null ? 'draft' : `draft.${bound}`
  const [draft, setDraft] = useState<Draft>(() => ({
    text: readStored('session', name) ?? '',
    speaker: bound === null ? 'customer' : 'agent',
    from: null,
  }))
  useEffect(() => {
    writeStored('session', name, draft.text === '' ? null : draft.text)
  }, [name, draft.text])

  return {
    draft,
    type: useCallback((text: string) => setDraft((before) => ({ ...before, text })), []),
    speakAs: useCallback(
      (speaker: Draft['speaker']) => setDraft((before) => ({ ...before, speaker })),
      [],
    ),
    /** Adds a text below what is already typed: nothing typed is ever lost. */
    insert: useCallback(
      (text: string, from: string | null) =>
        setDraft((before) => ({
          text: joinTyped(before.text, text),
          speaker: 'agent',
          from: from === null ? before.from : { id: from, text },
        })),
      [],
    ),
    /** Empties the box of what was sent; what was typed since then stays. */
    clear: useCallback(
      (sent: Pick<Draft, 'text'>) =>
        setDraft((before) =>
          before.text.trim() === sent.text.trim() ? { ...before, text: '', from: null } : before,
        ),
      [],
    ),
  }
}

function joinTyped(typed: string, added: string): string {
  if (typed.trim() === '' || typed.endsWith(added)) return typed.trim() === '' ? added : typed
  return `${typed.trimEnd()}\n${added}`
}
