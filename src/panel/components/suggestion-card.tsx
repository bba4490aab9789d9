import {
  ArrowDownToLine,
  Check,
  Copy,
  EyeOff,
  PencilLine,
  ThumbsDown,
  ThumbsUp,
  TriangleAlert,
  Undo2,
  X,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '../messages/context.tsx'
import type { Card } from '../state/panel-types.ts'
import type { CardDeeds } from '../state/use-card-deeds.ts'
import { REASONS } from '../state/use-feedback.ts'
import { ActionButton } from './action-button.tsx'
import { Outcome } from './suggestion-body.tsx'

type Props = { card: Card; deeds: CardDeeds; children: ReactNode }

/** The frame around a suggestion of the conversation: what it is, what can be done with it. */
export function SuggestionCard(props: Props) {
  const text = useMessages()
  const { card, deeds } = props
  return (
    <article className="card" aria-label={text.suggestion}>
      <header className="card-head">
        <Outcome suggestion={card.suggestion} />
        <span className="spring" />
        {!card.isDismissed && (
          <ActionButton
            icon={X}
            label={text.dismiss}
            keyAction="dismiss"
            look="quiet"
            isBare
            onPress={() => deeds.dismiss(true)}
          />
        )}
      </header>
      {card.isDismissed ? (
        <p className="quiet-line">
          <EyeOff aria-hidden size={14} />
          {text.dismissed}
          <ActionButton
            icon={Undo2}
            label={text.undo}
            look="quiet"
            onPress={() => deeds.dismiss(false)}
          />
        </p>
      ) : (
        <>
          <div className="card-body">
            {card.isWithdrawn && (
              <p className="withdrawn" role="alert">
                <TriangleAlert aria-hidden size={15} />
                {text.withdrawn}
              </p>
            )}
            {props.children}
          </div>
          <CardActions {...props} />
        </>
      )}
    </article>
  )
}

function CardActions({ card, deeds }: Props) {
  const text = useMessages()
  const canUse = !card.isWithdrawn && card.suggestion.text !== ''
  return (
    <footer className="card-actions">
      {/* Above the buttons: what comes and goes here moves none of them. */}
      <Notice notice={deeds.notice} />
      {deeds.isAskingReason && (
        <fieldset className="reasons">
          <legend>{text.notHelpfulWhy}</legend>
          {REASONS.map((reason, index) => (
            <button key={reason} type="button" onClick={() => deeds.giveReason(reason)}>
              <kbd aria-hidden>{index + 1}</kbd>
              {text.reason[reason]}
            </button>
          ))}
        </fieldset>
      )}
      <div className="row">
        <ActionButton
          icon={card.isStarted ? Check : ArrowDownToLine}
          label={card.isStarted ? text.inserted : text.insert}
          look="primary"
          keyAction="insert"
          isDisabled={!canUse}
          onPress={deeds.insertCard}
        />
        <ActionButton
          icon={PencilLine}
          label={text.edit}
          keyAction="edit"
          isBare
          isDisabled={!canUse}
          onPress={deeds.editCard}
        />
        <ActionButton
          icon={Copy}
          label={text.copy}
          keyAction="copy"
          isBare
          isDisabled={!canUse}
          onPress={deeds.copyCard}
        />
        <span className="spring" />
        <ActionButton
          icon={ThumbsUp}
          label={text.helpful}
          keyAction="helpful"
          look="quiet"
          isBare
          isPressed={card.verdict === 'helpful'}
          onPress={deeds.helpful}
        />
        <ActionButton
          icon={ThumbsDown}
          label={text.notHelpful}
          keyAction="notHelpful"
          look="quiet"
          isBare
          isPressed={card.verdict === 'not-helpful' || deeds.isAskingReason}
          onPress={() => deeds.askReason(!deeds.isAskingReason)}
        />
      </div>
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
      <Notice notice={props.notice} />
      <div className="row">
        <ActionButton
          icon={ArrowDownToLine}
          label={text.insert}
          look="primary"
          keyAction="insert"
          onPress={props.onInsert}
        />
        <ActionButton icon={Copy} label={text.copy} keyAction="copy" onPress={props.onCopy} />
      </div>
    </footer>
  )
}

function Notice({ notice }: { notice: string | null }) {
  return (
    <p className="notice" role="status">
      {notice}
    </p>
  )
}
