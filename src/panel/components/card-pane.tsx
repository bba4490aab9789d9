import { ChevronLeft, ChevronRight, LoaderCircle, MessageSquareQuote, Sparkle } from 'lucide-react'
import { type Dispatch, useEffect, useState } from 'react'
import type { TicketForm } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import { isNewerWaiting, shownCard } from '../state/panel-cards.ts'
import { turnInWork } from '../state/panel-state.ts'
import type { PanelAction, PanelState } from '../state/panel-types.ts'
import { citedTarget, guidedTarget } from '../state/use-article.ts'
import type { CardDeeds } from '../state/use-card-deeds.ts'
import { useHold } from '../state/use-hold.ts'
import { ActionButton, Key } from './action-button.tsx'
import { Alternatives } from './alternatives.tsx'
import type { ArticleTarget } from './article-view.tsx'
import { SuggestionBody } from './suggestion-body.tsx'
import { SuggestionCard } from './suggestion-card.tsx'

/** Longer than this nobody believes that it is still being looked up. */
const THINKING_MS = 6_000

/** The current card, or in one line why there is none. */
export function CardPane(props: {
  state: PanelState
  dispatch: Dispatch<PanelAction>
  deeds: CardDeeds
  form: TicketForm | null
  onOpen: (target: ArticleTarget) => void
  onSearch: () => void
}) {
  const { state, dispatch, deeds } = props
  const { card } = deeds
  const hold = useHold(dispatch, state.shown)
  return (
    <div className="copilot-pane pane-fixed" {...hold}>
      <StateLine state={state} dispatch={dispatch} />
      {card && (
        <SuggestionCard key={card.suggestion.id} card={card} deeds={deeds}>
          <SuggestionBody
            suggestion={card.suggestion}
            lang={state.lang}
            isStopped={card.isWithdrawn}
            form={props.form}
            onOpen={(citations) => {
              const target = citedTarget(citations)
              if (target) props.onOpen(target)
            }}
            onOpenGuidance={(guidance) => props.onOpen(guidedTarget(guidance))}
            onInsertAsk={deeds.insertAsk}
            onSearch={props.onSearch}
          />
          {!card.isWithdrawn && (
            <Alternatives found={deeds.alternatives} onOpen={deeds.openAlternative} />
          )}
        </SuggestionCard>
      )}
    </div>
  )
}

/** One line of fixed height, so that coming and going moves nothing below it. */
function StateLine({ state, dispatch }: { state: PanelState; dispatch: Dispatch<PanelAction> }) {
  const text = useMessages()
  const isThinking = useThinking(turnInWork(state))
  const shown = shownCard(state)
  if (!shown && !isThinking) {
    return (
      <p className="quiet-line">
        <MessageSquareQuote aria-hidden size={16} />
        {text.waitingForTurn}
      </p>
    )
  }
  if (isNewerWaiting(state)) {
    return (
      <div className="state-line" role="status">
        <button type="button" className="newer" onClick={() => dispatch({ type: 'newest-taken' })}>
          <Sparkle aria-hidden size={14} />
          <span className="newer-words">{text.newer}</span>
          <span className="newer-show">{text.showNewer}</span>
          <Key name="next" />
        </button>
      </div>
    )
  }
  return (
    <div className="state-line">
      <span className="state-words" role="status">
        {isThinking && <LoaderCircle aria-hidden size={14} className="turning" />}
        {isThinking ? text.thinking : state.quietTurn !== null && text.smallTalk(state.quietTurn)}
      </span>
      {shown && (
        <Pager
          seq={shown.card.suggestion.forTurn}
          index={shown.index}
          count={state.cards.length}
          onStep={(by) => dispatch({ type: 'stepped', by })}
        />
      )}
    </div>
  )
}

function Pager(props: { seq: number; index: number; count: number; onStep: (by: 1 | -1) => void }) {
  const text = useMessages()
  return (
    <nav className="pager" aria-label={text.suggestion}>
      {text.forTurn(props.seq)}
      {props.count > 1 && (
        <>
          <ActionButton
            icon={ChevronLeft}
            label={text.previous}
            keyAction="previous"
            look="quiet"
            isBare
            isDisabled={props.index === 0}
            onPress={() => props.onStep(-1)}
          />
          {text.position(props.index + 1, props.count)}
          <ActionButton
            icon={ChevronRight}
            label={text.next}
            keyAction="next"
            look="quiet"
            isBare
            isDisabled={props.index === props.count - 1}
            onPress={() => props.onStep(1)}
          />
        </>
      )}
    </nav>
  )
}

function useThinking(turn: number | null): boolean {
  const [tiredOf, setTiredOf] = useState<number | null>(null)
  useEffect(() => {
    if (turn === null) return
    const timer = setTimeout(() => setTiredOf(turn), THINKING_MS)
    return () => clearTimeout(timer)
  }, [turn])
  return turn !== null && turn !== tiredOf
}
