import { memo, useEffect, useMemo, useRef } from 'react'
import type { StoredTurn } from '../../http/api-types.ts'
import { useLanguage, useMessages } from '../messages/context.tsx'
import { timeOfDay } from '../state/time-of-day.ts'
import { useVirtualList } from '../state/use-virtual-list.ts'

/**
 * What was said, newest at the bottom; of a long conversation only what can be seen is drawn. Turns are data: written
 * as text, in their own language.
 */
export const Transcript = memo(function Transcript({
  turns,
  lang,
  lit,
}: {
  turns: StoredTurn[]
  lang: string | null
  /** Turns that something on the other side came from. */
  lit: readonly number[]
}) {
  const text = useMessages()
  const box = useRef<HTMLDivElement>(null)
  const keys = useMemo(() => turns.map(({ seq }) => seq), [turns])
  const { window, onScroll, goTo } = useVirtualList(box, keys)
  const first = lit[0]

  // biome-ignore lint/correctness/useExhaustiveDependencies: goes there once, not whenever something is drawn
  useEffect(() => {
    if (first !== undefined) goTo(first)
  }, [first])

  return (
    <div
      ref={box}
      className="transcript"
      onScroll={onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
      tabIndex={0}
      aria-label={text.transcript}
      role="log"
      lang={lang ?? undefined}
    >
      <ol style={{ paddingTop: window.above, paddingBottom: window.below }}>
        {turns.slice(window.from, window.to).map((turn, index) => (
          <TurnLine
            key={turn.seq}
            turn={turn}
            place={window.from + index + 1}
            count={turns.length}
            isLit={lit.includes(turn.seq)}
          />
        ))}
      </ol>
    </div>
  )
})

const TurnLine = memo(function TurnLine(props: {
  turn: StoredTurn
  place: number
  count: number
  isLit: boolean
}) {
  const { lang, text } = useLanguage()
  const { turn } = props
  return (
    <li
      className={`turn turn-${turn.speaker}${props.isLit ? ' turn-lit' : ''}`}
      data-line={turn.seq}
      aria-posinset={props.place}
      aria-setsize={props.count}
    >
      <div className="turn-meta" lang={lang}>
        <span className="turn-seq">{turn.seq}</span>
        <span className="turn-speaker">{text[turn.speaker]}</span>
        <time dateTime={turn.at}>{timeOfDay(turn.at, lang)}</time>
        {!turn.final && <span className="turn-partial">{text.partial}</span>}
      </div>
      <p className="turn-text" dir="auto">
        {turn.text}
      </p>
    </li>
  )
})
