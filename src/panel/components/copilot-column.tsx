import { LibraryBig, LoaderCircle } from 'lucide-react'
import { Suspense, useRef } from 'react'
import type { Client } from '../api/client.ts'
import { useLanguage } from '../messages/context.tsx'
import type { Panel } from '../state/use-panel.ts'
import { ActionButton } from './action-button.tsx'
import { AskBox } from './ask-box.tsx'
import { AskPane } from './ask-pane.tsx'
import { CardPane } from './card-pane.tsx'
import { ClassStrip } from './class-strip.tsx'
import { BrowsePane, LoadBoundary, TicketPane } from './loaded-later.tsx'

/** More words than these only blur a search. */
const SEARCH_LENGTH = 120

/** What the copilot offers: the card of the conversation, its ticket, or what the ask box or the contents brought. */
export function CopilotColumn({ panel, client }: { panel: Panel; client: Client }) {
  const { lang, text } = useLanguage()
  const { state, asking, askBox, reading } = panel
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
      <div className="ask-row">
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
        <ActionButton
          icon={LibraryBig}
          label={text.browse.open}
          keyAction="browse"
          isBare
          isPressed={panel.pane === 'browse'}
          onPress={() => panel.toggle('browse')}
        />
      </div>
      {panel.isIndexing && (
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
            deeds={panel.deeds}
            onOpen={reading.openNew}
          />
        </div>
      )}
      {panel.pane === 'ticket' && !isAsking && <TicketPlace panel={panel} />}
      {panel.pane === 'browse' && !isAsking && (
        <div className="copilot-pane">
          <LoadBoundary instead={<p className="quiet-line problem">{text.browse.failed}</p>}>
            <Suspense fallback={<p className="quiet-line">{text.browse.loading}</p>}>
              <BrowsePane
                client={client}
                form={panel.form}
                lang={state.lang ?? lang}
                onOpen={reading.openNew}
              />
            </Suspense>
          </LoadBoundary>
        </div>
      )}
      <div className="card-place" hidden={isAsking || panel.pane !== 'card'}>
        {state.id && <ClassStrip desk={panel.classing} form={panel.form} onLook={panel.setLit} />}
        <CardPane
          state={state}
          dispatch={panel.dispatch}
          deeds={panel.deeds}
          form={panel.form}
          onOpen={reading.openNew}
          onSearch={searchAgain}
        />
      </div>
    </section>
  )
}

function TicketPlace({ panel }: { panel: Panel }) {
  const { text } = useLanguage()
  return (
    <div className="copilot-pane pane-fixed">
      <LoadBoundary instead={<p className="quiet-line problem">{text.ticket.failed}</p>}>
        <Suspense fallback={<p className="quiet-line">{text.ticket.loading}</p>}>
          <TicketPane
            desk={panel.reviewing}
            isClosed={panel.state.status === 'closed'}
            onLook={panel.setLit}
            onInsertAsk={(ask) => panel.insert(ask, null)}
          />
        </Suspense>
      </LoadBoundary>
    </div>
  )
}
