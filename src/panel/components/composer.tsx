import { Copy, SendHorizontal, TextCursorInput } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId } from 'react'
import type { Finding } from '../../http/api-types.ts'
import { isComposing } from '../keys/is-composing.ts'
import { useMessages } from '../messages/context.tsx'
import { placeInDraft, reword } from '../state/reword.ts'
import type { Draft } from '../state/use-draft.ts'
import type { useSending } from '../state/use-sending.ts'
import { ActionButton, Key } from './action-button.tsx'
import { Findings } from './findings.tsx'

const ICONS = { send: SendHorizontal, insert: TextCursorInput, copy: Copy }

/** Where the reply is written. In the demo one may also speak as the customer. */
export function Composer(props: {
  draft: Draft
  box: RefObject<HTMLTextAreaElement | null>
  mayPlayCustomer: boolean
  isNew: boolean
  way: 'send' | 'insert' | 'copy'
  sending: ReturnType<typeof useSending>
  onChange: (text: string) => void
  onSpeaker: (speaker: Draft['speaker']) => void
}) {
  const text = useMessages()
  const action = { send: text.send, insert: text.embed.insert, copy: text.embed.copy }[props.way]
  const noteId = useId()
  const { speaker } = props.draft
  const { send, isSending, isConfirming, problem, verdict } = props.sending
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Escape') return (event.target as HTMLElement).blur()
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    event.preventDefault()
    void send()
  }
  const select = (finding: Finding) => {
    const { start, end } = placeInDraft(props.draft.text, finding)
    props.box.current?.focus()
    props.box.current?.setSelectionRange(start, end)
  }
  const replace = (finding: Finding) => {
    props.onChange(reword(props.draft.text, finding))
    props.box.current?.focus()
  }
  const note = problem ?? (props.isNew ? text.startsConversation : null)
  return (
    <section className={`composer composer-${speaker}`} aria-label={text.reply}>
      <textarea
        id="reply"
        ref={props.box}
        value={props.draft.text}
        rows={3}
        maxLength={8_000}
        dir="auto"
        aria-label={text.reply}
        aria-describedby={note ? noteId : undefined}
        placeholder={
          props.way !== 'send'
            ? text.embed.placeholder[props.way]
            : speaker === 'agent'
              ? text.replyAsAgent
              : text.replyAsCustomer
        }
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {note && (
        <p id={noteId} className={problem ? 'problem' : 'hint'} role="status">
          {note}
        </p>
      )}
      {verdict && verdict.findings.length > 0 && (
        <Findings
          text={props.draft.text.trim()}
          findings={verdict.findings}
          onSelect={select}
          onReplace={replace}
        />
      )}
      <div className="composer-actions">
        {props.mayPlayCustomer && <SpeakerSwitch speaker={speaker} onChange={props.onSpeaker} />}
        <span className="spring" />
        <ActionButton
          icon={ICONS[props.way]}
          label={isSending ? text.sending : isConfirming ? text.sendAnyway : action}
          look={speaker === 'agent' ? 'primary' : 'plain'}
          isDisabled={isSending || props.draft.text.trim() === ''}
          onPress={send}
        />
      </div>
    </section>
  )
}

function SpeakerSwitch(props: {
  speaker: Draft['speaker']
  onChange: (speaker: Draft['speaker']) => void
}) {
  const text = useMessages()
  return (
    <fieldset className="switch">
      <legend className="unseen">{text.typeAs}</legend>
      {(['customer', 'agent'] as const).map((speaker) => (
        <label key={speaker} className={speaker === props.speaker ? 'is-on' : ''}>
          <input
            type="radio"
            name="speaker"
            checked={speaker === props.speaker}
            onChange={() => props.onChange(speaker)}
          />
          {text[speaker]}
        </label>
      ))}
      <Key name="speaker" />
    </fieldset>
  )
}
