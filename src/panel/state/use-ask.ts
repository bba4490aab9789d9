import { useCallback, useEffect, useState } from 'react'
import type { StoredTurn, Suggestion } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import type { Found } from '../components/ask-box.tsx'
import type { PanelState } from './panel-types.ts'

/** Typing pauses this long before a search goes out. */
const PAUSE_MS = 180
/** Earlier turns sent along with a question, so that "and how much is it?" is understood. */
const CONTEXT_TURNS = 40

/** The ask box: articles while typing, a suggestion on demand. */
export function useAsk(client: Client, panel: PanelState) {
  const [value, setValue] = useState('')
  const [found, setFound] = useState<Found[] | 'failed' | null>(null)
  const [asked, setAsked] = useState<Suggestion | 'waiting' | 'failed' | null>(null)
  const wanted = value.trim()

  useEffect(() => {
    setFound(null)
    setAsked(null)
    if (wanted === '') return
    const searching = new AbortController()
    const timer = setTimeout(() => {
      client.search(wanted, searching.signal).then(
        ({ results }) => setFound(results),
        () => !searching.signal.aborted && setFound('failed'),
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      searching.abort()
    }
  }, [client, wanted])

  const ask = useCallback(async () => {
    if (wanted === '') return
    setAsked('waiting')
    try {
      const answer = await client.suggest(toTranscript(panel, wanted))
      setAsked((now) => (now === 'waiting' ? answer : now))
    } catch (error) {
      if (error instanceof ApiError) setAsked('failed')
      else throw error
    }
  }, [client, panel, wanted])

  return { value, setValue, found, asked, ask, close: useCallback(() => setValue(''), []) }
}

function toTranscript(panel: PanelState, question: string) {
  const earlier = panel.turns.filter((turn) => turn.final).slice(-CONTEXT_TURNS)
  const seq = (earlier.at(-1)?.seq ?? 0) + 1
  return {
    turns: [...earlier.map(toNewTurn), { seq, speaker: 'customer' as const, text: question }],
  }
}

const toNewTurn = ({ seq, speaker, text, at }: StoredTurn) => ({ seq, speaker, text, at })
