import {
  ArrowDownToLine,
  Check,
  ChevronLeft,
  ChevronRight,
  ClipboardPaste,
  Copy,
  EyeOff,
  Sparkle,
  ThumbsDown,
  ThumbsUp,
  TriangleAlert,
  Undo2,
  X,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/context.tsx'
import type { Card } from '../state/panel-state.ts'
import { REASONS, type Reason } from '../state/use-feedback.ts'
import { ActionButton } from './action-button.tsx'

/** The frame around a suggestion of the conversation: its place, the marker of a newer one, what can be done with it. */
export function SuggestionCard(props: {
  card: Card
  index: number
  count: number
  isNewerWaiting: boolean
  isAskingReason: boolean
  notice: string | null
  children: ReactNode
  onStep: (by: 1 | -1) => void
  onNewest: () => void
  onInsert: () => void
  onCopy: () => void
  onDismiss: (isDismissed: boolean) => void
  onHelpful: () => void
  onNotHelpful: (isAsking: boolean) => void
  onReason: (reason: Reason) => void
}) {
  const text = useMessages()
  const { card } = props
  return (
    <article className="card" aria-label={text.suggestion}>
      <header className="card-head">
        <h2>{text.whatToSay}</h2>
        <span className="hint">{text.forTurn(card.suggestion.forTurn)}</span>
        <span className="spring" />
        {props.count > 1 && (
          <nav className="pager" aria-label={text.suggestion}>
            <ActionButton
              icon={ChevronLeft}
              label={text.previous}
              look="quiet"
              isBare
              isDisabled={props.index === 0}
              onPress={() => props.onStep(-1)}
            />
            <span className="pager-count">{text.position(props.index + 1, props.count)}</span>
            <ActionButton
              icon={ChevronRight}
              label={text.next}
              look="quiet"
              isBare
              isDisabled={props.index === props.count - 1}
              onPress={() => props.onStep(1)}
            />
          </nav>
        )}
      </header>
      <div className="newer" role="status">
        {props.isNewerWaiting && (
          <button type="button" className="newer-button" onClick={props.onNewest}>
            <Sparkle aria-hidden size={14} />
            <span>{text.newer}</span>
            <span className="newer-show">
              {text.showNewer} <kbd aria-hidden>j</kbd>
            </span>
          </button>
        )}
      </div>
      {card.isDismissed ? (
        <p className="quiet-line">
          <EyeOff aria-hidden size={14} />
          {text.dismissed}
          <ActionButton
            icon={Undo2}
            label={text.undo}
            look="quiet"
            onPress={() => props.onDismiss(false)}
          />
        </p>
      ) : (
        <>
          {card.isWithdrawn && (
            <p className="withdrawn" role="alert">
              <TriangleAlert aria-hidden size={15} />
              {text.withdrawn}
            </p>
          )}
          {props.children}
          <CardActions {...props} />
        </>
      )}
    </article>
  )
}

function CardActions(props: Parameters<typeof SuggestionCard>[0]) {
  const text = useMessages()
  const { card } = props
  const canUse = !card.isWithdrawn && card.suggestion.text !== ''
  return (
    <footer className="card-actions">
      <div className="row">
        <ActionButton
          icon={card.isStarted ? Check : ArrowDownToLine}
          label={card.isStarted ? text.inserted : text.insert}
          look="primary"
          keyAction="insert"
          isDisabled={!canUse}
          onPress={props.onInsert}
        />
        <ActionButton
          icon={Copy}
          label={text.copy}
          keyAction="copy"
          isDisabled={!canUse}
          onPress={props.onCopy}
        />
        <span className="spring" />
        <ActionButton
          icon={ThumbsUp}
          label={text.helpful}
          keyAction="helpful"
          look="quiet"
          isBare
          isPressed={card.verdict === 'helpful'}
          onPress={props.onHelpful}
        />
        <ActionButton
          icon={ThumbsDown}
          label={text.notHelpful}
          keyAction="notHelpful"
          look="quiet"
          isBare
          isPressed={card.verdict === 'not-helpful' || props.isAskingReason}
          onPress={() => props.onNotHelpful(!props.isAskingReason)}
        />
        <ActionButton
          icon={X}
          label={text.dismiss}
          keyAction="dismiss"
          look="quiet"
          isBare
          onPress={() => props.onDismiss(true)}
        />
      </div>
      {props.isAskingReason && (
        <fieldset className="reasons">
          <legend>{text.notHelpfulWhy}</legend>
          {REASONS.map((reason, index) => (
            <button key={reason} type="button" onClick={() => props.onReason(reason)}>
              <kbd aria-hidden>{index + 1}</kbd>
              {text.reason[reason]}
            </button>
          ))}
        </fieldset>
      )}
      <p className="notice" role="status">
        {props.notice}
      </p>
    </footer>
  )
}

/** The same two deeds for an answer to an ask box question, which is not part of the conversation. */
export function AskedActions(props: {
  notice: string | null
  onInsert: () => void
  onCopy: () => void
}) {
  const text = useMessages()
  return (
    <footer className="card-actions">
      <div className="row">
        <ActionButton
          icon={ClipboardPaste}
          label={text.insert}
          look="primary"
          keyAction="insert"
          onPress={props.onInsert}
        />
        <ActionButton icon={Copy} label={text.copy} keyAction="copy" onPress={props.onCopy} />
      </div>
      <p className="notice" role="status">
        {props.notice}
      </p>
    </footer>
  )
}
