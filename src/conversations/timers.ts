import type { ChannelTimers } from '../desk/types.ts'
import type { Turn } from './types.ts'

/** What may become due: the last two words of a name say what happens then. */
export const TIMER_KINDS = [
  'reply-warning',
  'reply-overdue',
  'idle-reminder',
  'idle-close',
  'call-back',
] as const
export type TimerKind = (typeof TIMER_KINDS)[number]

/** What is due next in a conversation, or, where `due` is null, what has been due and still holds. */
export type Timer = {
  kind: TimerKind
  /** What it counts from: the first word without an answer, or the last one before the silence. */
  since: Date
  /** The turn that stands for; null for a line that broke off. */
  turn: number | null
  due: Date | null
}

/** Who spoke last, as far as waiting is concerned: after a customer's goodbye nobody waits for a reply. */
export type LastWord = { speaker: Turn['speaker']; seq: number; isFarewell: boolean }

/**
 * The timer that begins with the last word; null where nothing is waited for. Times are those of receipt: a sender's
 * clock that is wrong must not close a conversation.
 */
export function timerAfter(last: LastWord, timers: ChannelTimers, now: Date): Timer | null {
  const begin = (kind: TimerKind, afterMs: number): Timer => ({
    kind,
    since: now,
    turn: last.seq,
    due: later(now, afterMs),
  })
  if (last.speaker === 'customer' && !last.isFarewell) {
    if (timers.replyMs === null) return null
    return begin('reply-warning', Math.max(0, timers.replyMs - timers.replyWarnMs))
  }
  // Who has said goodbye is not asked whether they are still there.
  if (timers.idleRemindMs !== null && !last.isFarewell)
    return begin('idle-reminder', timers.idleRemindMs)
  return timers.idleCloseMs === null ? null : begin('idle-close', timers.idleCloseMs)
}

/** The timer of a line that broke off; null where the channel knows no calling back. */
export function callBackTimer(timers: ChannelTimers, now: Date): Timer | null {
  if (timers.callBackMs === null) return null
  return { kind: 'call-back', since: now, turn: null, due: later(now, timers.callBackMs) }
}

/** What is told of a timer that has come due, and what stands in its place afterwards; null: nothing. */
export type Fired = { told: TimerKind; next: Timer | null }

/**
 * Fires a timer at `now`. Whatever time has passed unseen, one thing is told: a countdown that has run out wholly is
 * not warned of, and nobody is closed out before the reminder has stood for as long as the desk says.
 */
export function fireTimer(timer: Timer & { due: Date }, timers: ChannelTimers, now: Date): Fired {
  const done = { ...timer, due: null }
  switch (timer.kind) {
    case 'reply-warning': {
      const end = later(timer.since, timers.replyMs ?? 0)
      if (timers.replyMs === null) return { told: 'reply-warning', next: done }
      if (end <= now) return { told: 'reply-overdue', next: { ...done, kind: 'reply-overdue' } }
      return { told: 'reply-warning', next: { ...timer, kind: 'reply-overdue', due: end } }
    }
    case 'idle-reminder': {
      const { idleRemindMs: remindMs, idleCloseMs: closeMs } = timers
      if (closeMs === null || remindMs === null) return { told: 'idle-reminder', next: done }
      const due = latest(later(timer.since, closeMs), later(now, closeMs - remindMs))
      return { told: 'idle-reminder', next: { ...timer, kind: 'idle-close', due } }
    }
    case 'idle-close':
      return { told: 'idle-close', next: null }
    case 'reply-overdue':
    case 'call-back':
      return { told: timer.kind, next: done }
  }
}

/** When the wait is over, told of or not: the reply is late, the reminder or the close comes, the call back is overdue. */
export function timerEnd({ kind, since, due }: Timer, timers: ChannelTimers): Date | null {
  const { replyMs, callBackMs } = timers
  if (kind === 'call-back') return callBackMs === null ? null : later(since, callBackMs)
  if (kind === 'idle-reminder' || kind === 'idle-close') return due
  return replyMs === null ? null : later(since, replyMs)
}

/** Asks whether the customer is still there: the reminder being sent, which must not begin the silence anew. */
const REMINDER =
  /[还還]在[吗嗎线線]|[没沒](有)?(收到|等到)您的(回[复覆]|消息|[讯訊]息)|([对對][话話]|本次).{0,10}(自[动動]|即[将將])?([结結]束|[关關][闭閉])|\b(still (there|with (me|us)|online)|(haven'?t|have not) heard (back )?from you|(chat|conversation) will (be )?(closed?|end))\b/iu

export function isReminder(text: string): boolean {
  return REMINDER.test(text)
}

function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms)
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b
}
