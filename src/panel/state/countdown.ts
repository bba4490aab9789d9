import type { Guide } from '../../http/api-types.ts'

type Timer = NonNullable<Guide['timer']>

/** What is counted down to, and how it stands: `seconds` left, or over since. */
export type Countdown = {
  what: 'reply' | 'remind' | 'close' | 'call-back'
  seconds: number
  isOver: boolean
  /** It comes near, or is over. */
  isUrgent: boolean
}

const WHAT: Record<Timer['kind'], Countdown['what']> = {
  'reply-warning': 'reply',
  'reply-overdue': 'reply',
  'idle-reminder': 'remind',
  'idle-close': 'close',
  'call-back': 'call-back',
}
/** A silence or a call back is marked for its last minute. */
const NEAR_S = 60

/** How a timer stands at `now`, epoch milliseconds of the server's clock; null: there is nothing to count to. */
export function countDown(timer: Timer | null, now: number): Countdown | null {
  if (!timer?.end) return null
  const what = WHAT[timer.kind]
  const left = Math.ceil((Date.parse(timer.end) - now) / 1_000)
  const isOver = left <= 0
  // Nobody is blamed for a customer's silence: it just ends.
  if (isOver && (what === 'remind' || what === 'close')) return null
  const isWarned =
    timer.kind === 'reply-overdue' || (timer.due !== null && Date.parse(timer.due) <= now)
  const isUrgent = what === 'reply' ? isWarned || isOver : what !== 'remind' && left <= NEAR_S
  return { what, seconds: Math.abs(left), isOver, isUrgent }
}

/** 75 → 1:15, 3 725 → 1:02:05. */
export function clockText(seconds: number): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`
}
