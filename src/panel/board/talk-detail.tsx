import { ExternalLink, Siren, StickyNote, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Note } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import { ActionButton } from '../components/action-button.tsx'
import { CHANNEL_ICONS } from '../components/channel-icons.ts'
import { StageBar } from '../components/stage-bar.tsx'
import { Transcript } from '../components/transcript.tsx'
import { useLanguage } from '../messages/context.tsx'
import { timeOfDay } from '../state/time-of-day.ts'
import { useConversation } from '../state/use-conversation.ts'
import type { BoardState } from './board-state.ts'
import { Wait } from './conversation-row.tsx'
import type { BoardCalls } from './lead-client.ts'
import { BOARD_TEXTS, type BoardTexts } from './messages.ts'
import { NoteForm } from './note-form.tsx'

/** One conversation as it goes on: what is said, what was warned of, and a note to whoever holds it. */
export function TalkDetail(props: {
  client: Client
  calls: BoardCalls
  id: string
  /** Turns to show at first. */
  lit: readonly number[]
  board: BoardState
  onClose: () => void
}) {
  const { lang, text: panel } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const { state, connection } = useConversation(props.client, props.id)
  const heading = useRef<HTMLHeadingElement>(null)
  const row = props.board.rows.get(props.id)
  const Channel = CHANNEL_ICONS[state.channel]
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever opened another one begins at its head
  useEffect(() => heading.current?.focus({ preventScroll: true }), [props.id])
  const isGone = connection.state === 'refused' && connection.status === 404
  return (
    <section className="detail" aria-label={text.detail}>
      <header className="detail-head">
        <h2 ref={heading} tabIndex={-1}>
          <Channel aria-hidden size={15} />
          {panel.channel[state.channel]} · {state.holder.agent ?? text.noAgent}
        </h2>
        {state.status !== 'open' && (
          <span className="tag">{state.status === 'closed' ? text.ended : text.dropped}</span>
        )}
        {row && state.status === 'open' && <Wait row={row} limits={props.board.limits} />}
        <span className="spring" />
        <a className="detail-link" href={`./?conversation=${encodeURIComponent(props.id)}`}>
          <ExternalLink aria-hidden size={14} />
          <span>{text.openInDesk}</span>
        </a>
        <ActionButton
          icon={X}
          label={text.closeDetail}
          look="quiet"
          isBare
          onPress={props.onClose}
        />
      </header>
      {isGone && <p className="quiet-line problem">{text.gone}</p>}
      <div className="detail-stage">
        <StageBar stage={state.stage} skipped={state.skipped} />
      </div>
      {state.warnings.map(({ group, seq, name, cue }) => (
        <p className="detail-warning" key={`${group}.${seq}`}>
          <Siren aria-hidden size={14} />
          <strong>{name}</strong>
          <span>
            <q>{cue}</q> · {text.turn(seq)}
          </span>
        </p>
      ))}
      <Transcript turns={state.turns} lang={state.lang} lit={props.lit} />
      <NoteList notes={state.notes} text={text} />
      {state.status !== 'closed' && (
        <NoteForm key={props.id} conversation={props.id} calls={props.calls} />
      )}
    </section>
  )
}

function NoteList({ notes, text }: { notes: readonly Note[]; text: BoardTexts }) {
  const { lang } = useLanguage()
  if (notes.length === 0) return null
  return (
    <ul className="notes" aria-label={text.notes}>
      {notes.map((note) => (
        <li key={note.id}>
          <StickyNote aria-hidden size={13} />
          <time dateTime={note.at}>{timeOfDay(note.at, lang)}</time>
          <span dir="auto">{note.text}</span>
          {note.takenOverBy !== null && (
            <span className="tag">{text.takenOverBy(note.takenOverBy)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
