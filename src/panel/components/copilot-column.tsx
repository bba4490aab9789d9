import { LoaderCircle } from 'lucide-react'
import { type Dispatch, type ReactNode, type RefObject, useRef } from 'react'
import { useMessages } from '../messages/context.tsx'
import type { PanelAction, PanelState } from '../state/panel-state.ts'
import { guidedTarget } from '../state/use-article.ts'
import type { useAsk } from '../state/use-ask.ts'
import type { CardDeeds } from '../state/use-card-deeds.ts'
import type { ArticleTarget } from './article-view.tsx'
import { AskBox } from './ask-box.tsx'
import { AskPane } from './ask-pane.tsx'
import { CardPane } from './card-pane.tsx'

/** More words than these only blur a search. */
const SEARCH_LENGTH = 120

/** What the copilot offers: the card of the conversation, or what the ask box brought. */
export function CopilotColumn(props: {
  state: PanelState
  dispatch: Dispatch<PanelAction>
  deeds: CardDeeds
  asking: ReturnType<typeof useAsk>
  askBox: RefObject<HTMLInputElement | null>
  isIndexing: boolean
  /** In place of the card, while the ticket is reviewed. */
  ticket: ReactNode
  onOpen: (target: ArticleTarget) => void
}) {
  const text = useMessages()
  const { state, asking, askBox } = props
  const foundList = useRef<HTMLUListElement>(null)
  const isAsking = asking.value.trim() !== ''
  /** Begins with the customer's own words, selected: Enter tries them, typing replaces them. */
  const searchAgain = () => {
    const said = state.turns.findLast(({ speaker, final }) => speaker === 'customer' && final)
    asking.setValue(said?.text.slice(0, SEARCH_LENGTH) ?? '')
    requestAnimationFrame(() => askBox.current?.select())
  }
  return (
    <section className="copilot">
      <AskBox
        value={asking.value}
        box={askBox}
        onChange={asking.setValue}
        onAsk={asking.ask}
        onDown={() => foundList.current?.querySelector('button')?.focus()}
        onClose={() => {
          asking.close()
          askBox.current?.blur()
        }}
      />
      {props.isIndexing && (
        <p className="indexing" role="status">
          <LoaderCircle aria-hidden size={14} className="turning" />
          {text.indexing}
        </p>
      )}
      {isAsking && (
        <div className="copilot-pane">
          <AskPane
            asking={asking}
            list={foundList}
            lang={state.lang}
            deeds={props.deeds}
            onOpen={props.onOpen}
          />
        </div>
      )}
      {props.ticket && !isAsking && <div className="copilot-pane">{props.ticket}</div>}
      <CardPane
        state={state}
        dispatch={props.dispatch}
        deeds={props.deeds}
        isHidden={isAsking || Boolean(props.ticket)}
        onOpen={props.onOpen}
        onOpenGuidance={(guidance) => props.onOpen(guidedTarget(guidance))}
        onSearch={searchAgain}
      />
    </section>
  )
}
