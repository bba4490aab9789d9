import { Hourglass, PhoneOff, TimerOff, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Guide } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import { type Countdown, clockText, countDown } from '../state/countdown.ts'
import { serverNow } from '../state/server-time.ts'

const ICONS = { reply: Hourglass, remind: TimerOff, close: TimerOff, 'call-back': PhoneOff }

/** What is waited for and how long still, second by second; marked by sign and words when it comes near. */
export function TimerChip({ timer }: { timer: Guide['timer'] }) {
  const text = useMessages()
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    setNow(serverNow())
    if (!timer) return
    const ticking = setInterval(() => setNow(serverNow()), 1_000)
    return () => clearInterval(ticking)
  }, [timer])
  const countdown = countDown(timer, now)
  if (!countdown) return null
  const Icon = countdown.isUrgent ? TriangleAlert : ICONS[countdown.what]
  return (
    <span className={countdown.isUrgent ? 'timer timer-urgent' : 'timer'} role="timer">
      <Icon aria-hidden size={13} />
      <span className="timer-words">{wordsOf(countdown, text.guide)}</span>
      <span className="timer-clock" aria-hidden>
        {countdown.isOver && '−'}
        {clockText(countdown.seconds)}
      </span>
    </span>
  )
}

function wordsOf(
  { what, seconds, isOver }: Countdown,
  words: ReturnType<typeof useMessages>['guide'],
) {
  const clock = clockText(seconds)
  if (isOver && (what === 'reply' || what === 'call-back')) return words.over[what](clock)
  return words.timer[what](clock)
}
