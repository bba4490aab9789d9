import { useCallback, useState } from 'react'
import type { GapList } from '../../http/api-types.ts'
import type { KnowledgeCalls } from './editor-client.ts'
import { GapCard } from './gap-card.tsx'
import type { KnowledgeTexts } from './messages.ts'
import type { ModuleName } from './module-names.ts'
import { useAnswer } from './use-answer.ts'

const PERIODS = [7, 30, 90]

/** What customers asked in vain, what comes up most first, with what could be done about it. */
export function GapsTab(props: {
  calls: KnowledgeCalls
  epoch: number
  nameOf: ModuleName
  text: KnowledgeTexts
  onOpen: (article: string) => void
}) {
  const { calls, epoch, text } = props
  const [days, setDays] = useState(30)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another epoch asks again
  const ask = useCallback(
    (signal: AbortSignal) => calls.gaps(`${days}d`, signal),
    [calls, days, epoch],
  )
  const { value, isLoading, trouble } = useAnswer<GapList>(ask)
  return (
    <section className="knowledge-gaps" aria-busy={isLoading} aria-label={text.tabs.gaps(null)}>
      <header className="row">
        <h2 aria-live="polite">
          {value ? text.tabs.gaps(value.gaps.length) : isLoading ? text.loading : ''}
        </h2>
        <span className="spring" />
        <label className="knowledge-choice">
          <span>{text.gapsSince}</span>
          <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {PERIODS.map((each) => (
              <option key={each} value={each}>
                {text.days(each)}
              </option>
            ))}
          </select>
        </label>
      </header>
      {trouble === 'failed' && <p className="problem">{text.failed}</p>}
      {value?.gaps.length === 0 && <p className="knowledge-empty">{text.noGaps}</p>}
      <ol className="knowledge-gap-list">
        {value?.gaps.map((gap) => (
          <GapCard key={gap.id} gap={gap} nameOf={props.nameOf} text={text} onOpen={props.onOpen} />
        ))}
      </ol>
      {value && value.answeredSince.length > 0 && (
        <div>
          <h3>{text.answeredSince}</h3>
          <ul className="knowledge-lines">
            {value.answeredSince.map(({ article, conversations }) => (
              <li key={article}>
                <button type="button" className="link" onClick={() => props.onOpen(article)}>
                  {article}
                </button>{' '}
                <span className="hint">{text.conversations(conversations)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
