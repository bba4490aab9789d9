import { LoaderCircle, MessageSquareQuote } from 'lucide-react'
import { type Dispatch, useEffect, useState } from 'react'
import type { Guidance } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import {
  isNewerWaiting,
  type PanelAction,
  type PanelState,
  shownCard,
  turnInWork,
} from '../state/panel-state.ts'
import { citedTarget } from '../state/use-article.ts'
import type { CardDeeds } from '../state/use-card-deeds.ts'
import { useHold } from '../state/use-hold.ts'
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
  isHidden: boolean
  onOpen: (target: ArticleTarget) => void
  onOpenGuidance: (guidance: Guidance) => void
  onSearch: () => void
}) {
  const { state, dispatch, deeds } = props
  const shown = shownCard(state)
  const hold = useHold(dispatch, state.shown)
  return (
    <div className="copilot-pane" hidden={props.isHidden} {...hold}>
      <StateLine state={state} />
      {shown && (
        <SuggestionCard
          key={shown.card.suggestion.id}
          card={shown.card}
          index={shown.index}
          count={state.cards.length}
          isNewerWaiting={isNewerWaiting(state)}
          isAskingReason={deeds.isAskingReason}
          notice={deeds.notice}
          onStep={(by) => dispatch({ type: 'stepped', by })}
          onNewest={() => dispatch({ type: 'newest-taken' })}
          onInsert={deeds.insertCard}
          onCopy={deeds.copyCard}
          onDismiss={deeds.dismiss}
          onHelpful={deeds.helpful}
          onNotHelpful={deeds.askReason}
          onReason={deeds.giveReason}
        >
          <SuggestionBody
            suggestion={shown.card.suggestion}
            lang={state.lang}
            isStopped={shown.card.isWithdrawn}
            onOpen={(citations) => {
              const target = citedTarget(citations)
              if (target) props.onOpen(target)
            }}
            onOpenGuidance={props.onOpenGuidance}
            onInsertAsk={deeds.insertAsk}
            onSearch={props.onSearch}
          />
        </SuggestionCard>
      )}
    </div>
  )
}

/** One line of fixed height, so that coming and going moves nothing below it. */
function StateLine({ state }: { state: PanelState }) {
  const text = useMessages()
  const inWork = useThinking(turnInWork(state))
  if (inWork) {
    return (
      <p className="state-line" role="status">
        <LoaderCircle aria-hidden size={14} className="turning" />
        {text.thinking}
      </p>
    )
  }
  if (state.quietTurn !== null) {
    return (
      <p className="state-line" role="status">
        {text.smallTalk(state.quietTurn)}
      </p>
    )
  }
  if (state.cards.length > 0) return <p className="state-line" />
  return (
    <p className="quiet-line waiting-line">
      <MessageSquareQuote aria-hidden size={16} />
      {text.waitingForTurn}
    </p>
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
