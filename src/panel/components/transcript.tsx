import { Hourglass, TriangleAlert } from 'lucide-react'
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { StoredTurn } from '../../http/api-types.ts'
import { useLanguage, useMessages } from '../messages/context.tsx'
import { serverNow } from '../state/server-time.ts'

/** Closer to the end than this, the transcript follows new turns; further up, the agent is reading. */
const FOLLOW_PX = 80

/** What was said, newest at the bottom. Turns are data: written as text, in their own language. */
export function Transcript({
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
  const follows = useRef(true)
  const last = turns.at(-1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the last turn grows or another comes
  useLayoutEffect(() => {
    if (box.current && follows.current) box.current.scrollTop = box.current.scrollHeight
  }, [last?.seq, last?.rev, last?.text])

  const first = lit[0]
  useEffect(() => {
    if (first === undefined) return
    follows.current = false
    document.getElementById(`turn-${first}`)?.scrollIntoView({ block: 'nearest' })
  }, [first])

  const onScroll = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current ?? document.documentElement
    follows.current = scrollHeight - scrollTop - clientHeight < FOLLOW_PX
  }
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
      <ol>
        {turns.map((turn) => (
          <TurnLine key={turn.seq} turn={turn} isLit={lit.includes(turn.seq)} />
        ))}
      </ol>
    </div>
  )
}

const TurnLine = memo(function TurnLine({ turn, isLit }: { turn: StoredTurn; isLit: boolean }) {
  const { lang, text } = useLanguage()
  const time = clockFor(lang).format(new Date(turn.at))
  return (
    <li className={`turn turn-${turn.speaker}${isLit ? ' turn-lit' : ''}`} id={`turn-${turn.seq}`}>
      <div className="turn-meta" lang={lang}>
        <span className="turn-seq">{turn.seq}</span>
        <span className="turn-speaker">{text[turn.speaker]}</span>
        <time dateTime={turn.at}>{time}</time>
        {!turn.final && <span className="turn-partial">{text.partial}</span>}
      </div>
      <p className="turn-text" dir="auto">
        {turn.text}
      </p>
    </li>
  )
})

/** Making a formatter costs more than using it, and a long transcript uses it a thousand times. */
const clocks = new Map<string, Intl.DateTimeFormat>()
function clockFor(lang: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(lang) ??
    new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  clocks.set(lang, clock)
  return clock
}

/** How long the customer has waited for a reply; marked when the desk's limit comes near. */
export function WaitingClock({
  since,
  limit,
}: {
  since: string
  limit: { replyMinutes: number; replyWarnSeconds: number } | null
}) {
  const text = useMessages()
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1_000))
  const isLate = limit !== null && seconds >= limit.replyMinutes * 60 - limit.replyWarnSeconds
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  const Icon = isLate ? TriangleAlert : Hourglass
  return (
    <span className={isLate ? 'waiting waiting-late' : 'waiting'} role="timer">
      <Icon aria-hidden size={13} />
      <span className="waiting-words">{text.waiting(clock)}</span>
      <span className="waiting-clock" aria-hidden>
        {clock}
      </span>
    </span>
  )
}
