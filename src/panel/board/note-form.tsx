import { Send } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { ApiError } from '../api/client.ts'
import { ActionButton } from '../components/action-button.tsx'
import { isComposing } from '../keys/is-composing.ts'
import { useLanguage } from '../messages/context.tsx'
import { readStored, writeStored } from '../state/stored.ts'
import type { BoardCalls } from './lead-client.ts'
import { BOARD_TEXTS } from './messages.ts'

type Outcome =
  | { state: 'idle' | 'sending' | 'sent' | 'taken-over' }
  | { state: 'failed'; why: string }

/** A note to the agent, and with it the taking over. What was typed stays until it has arrived. */
export function NoteForm({ conversation, calls }: { conversation: string; calls: BoardCalls }) {
  const { lang } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const kept = `note.${conversation}`
  const [note, setNote] = useState(() => readStored('session', kept) ?? '')
  const [takesOver, setTakesOver] = useState(false)
  const [name, setName] = useState(() => readStored('local', 'lead-name') ?? '')
  const [outcome, setOutcome] = useState<Outcome>({ state: 'idle' })

  const write = (words: string) => {
    setNote(words)
    writeStored('session', kept, words === '' ? null : words)
    setOutcome({ state: 'idle' })
  }
  const send = async () => {
    const words = note.trim()
    const agent = name.trim()
    if (words === '' || outcome.state === 'sending') return
    if (takesOver && agent === '') return setOutcome({ state: 'failed', why: text.needsName })
    setOutcome({ state: 'sending' })
    try {
      await calls.note(conversation, { text: words, ...(takesOver ? { takeOver: { agent } } : {}) })
      if (takesOver) writeStored('local', 'lead-name', agent)
      write('')
      setTakesOver(false)
      setOutcome({ state: takesOver ? 'taken-over' : 'sent' })
    } catch (error) {
      const isAnswer = error instanceof ApiError && error.status > 0
      setOutcome({ state: 'failed', why: isAnswer ? error.message : text.unreachable })
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
    event.preventDefault()
    void send()
  }
  return (
    <form className="note-form" onSubmit={onSubmit}>
      <label>
        <span className="label">{text.noteLabel}</span>
        <textarea
          rows={2}
          maxLength={1_000}
          value={note}
          placeholder={text.noteHint}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <div className="row">
        <label className="check">
          <input
            type="checkbox"
            checked={takesOver}
            onChange={(event) => setTakesOver(event.target.checked)}
          />
          {text.takeOver}
        </label>
        {takesOver && (
          <input
            className="note-name"
            aria-label={text.yourName}
            placeholder={text.yourName}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <span className="spring" />
        <ActionButton
          icon={Send}
          label={takesOver ? text.sendTakeOver : text.send}
          look="primary"
          isDisabled={note.trim() === '' || outcome.state === 'sending'}
          onPress={() => void send()}
        />
      </div>
      <p className={outcome.state === 'failed' ? 'problem' : 'hint'} role="status">
        {outcome.state === 'sending' && text.sending}
        {outcome.state === 'sent' && text.sent}
        {outcome.state === 'taken-over' && text.takenOver}
        {outcome.state === 'failed' &&
          (outcome.why === text.needsName ? outcome.why : text.notSent(outcome.why))}
      </p>
    </form>
  )
}
