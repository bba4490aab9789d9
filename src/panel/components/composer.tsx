import { Copy, SendHorizontal, TextCursorInput } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useId } from 'react'
import type { Finding } from '../../http/api-types.ts'
import { isComposing } from '../keys/is-composing.ts'
import { useMessages } from '../messages/context.tsx'
import { placeInDraft } from '../state/cut-by-findings.ts'
import { reword } from '../state/reword.ts'
import type { Draft } from '../state/use-draft.ts'
import type { useSending } from '../state/use-sending.ts'
import { ActionButton, Key } from './action-button.tsx'
import { CheckArea } from './check-area.tsx'
import { MarkedDraft } from './marked-draft.tsx'

const ICONS = { send: SendHorizontal, insert: TextCursorInput, copy: Copy }

/** Where the reply is written, with the outgoing check live under it. In the demo one may also speak as the customer. */
export function Composer(props: {
  draft: Draft
  box: RefObject<HTMLTextAreaElement | null>
  mayPlayCustomer: boolean
  isNew: boolean
  /** Into the conversation; or, in a frame, into the host's reply box or onto the clipboard. */
  way: 'send' | 'insert' | 'copy'
  sending: ReturnType<typeof useSending>
  onChange: (text: string) => void
  onSpeaker: (speaker: Draft['speaker']) => void
}) {
  const text = useMessages()
  const action = { send: text.send, insert: text.embed.insert, copy: text.embed.copy }[props.way]
  const checkId = useId()
  const { box, draft } = props
  const { speaker } = draft
  const { send, isSending, verdict } = props.sending
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Escape') return (event.target as HTMLElement).blur()
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
    event.preventDefault()
    void send()
  }
  const select = (finding: Finding) => {
    const { start, end } = placeInDraft(draft.text, finding)
    box.current?.focus()
    box.current?.setSelectionRange(start, end)
  }
  const replace = (finding: Finding) => {
    props.onChange(reword(draft.text, finding))
    box.current?.focus()
  }
  const asAgent = props.way === 'send' ? text.replyAsAgent : text.embed.placeholder[props.way]
  return (
    <section className={`composer composer-${speaker}`} aria-label={text.reply}>
      <MarkedDraft
        id="reply"
        box={box}
        findings={verdict?.findings ?? []}
        value={draft.text}
        rows={3}
        maxLength={8_000}
        aria-label={text.reply}
        aria-describedby={checkId}
        placeholder={speaker === 'agent' ? asAgent : text.replyAsCustomer}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <CheckArea
        id={checkId}
        text={draft.text}
        isAgent={speaker === 'agent'}
        isNew={props.isNew}
        sending={props.sending}
        onSelect={select}
        onReplace={replace}
      />
      <div className="composer-actions">
        {props.mayPlayCustomer && <SpeakerSwitch speaker={speaker} onChange={props.onSpeaker} />}
        <span className="spring" />
        <ActionButton
          icon={ICONS[props.way]}
          label={isSending ? text.sending : action}
          look={speaker === 'agent' ? 'primary' : 'plain'}
          isDisabled={isSending || draft.text.trim() === ''}
          onPress={() => void send()}
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
