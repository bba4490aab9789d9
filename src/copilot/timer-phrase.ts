import type { Channel, TimerKind } from '../conversations/index.ts'
import type { ChannelTimers, Desk, Stage } from '../desk/types.ts'
import type { Lang } from '../text/types.ts'
import { fittingPhrase } from './fitting-phrase.ts'
import { slotsOf } from './read-situation.ts'

/** For whom and when a phrase is chosen. */
export type PhraseFor = {
  conversation: string
  channel: Channel
  lang: Lang
  /** The turn it counts from. */
  turn: number | null
}

type Choice = { stage: Stage; accept: (phrase: string, timers: ChannelTimers) => boolean }

/** Asks for more patience, rather than announcing what was found. */
const KEEPS_WAITING =
  /久等|還在確認|还在核实|再给我一点|再給我一點|keep you waiting|still checking/i
const BROKE_OFF = /中断|斷線|断线|cut off|disconnected/i

const CHOICES: Record<TimerKind, Choice> = {
  'reply-warning': { stage: 'hold', accept: (phrase) => KEEPS_WAITING.test(phrase) },
  'reply-overdue': { stage: 'hold', accept: (phrase) => KEEPS_WAITING.test(phrase) },
  'idle-reminder': { stage: 'idle-3', accept: saysRightMinutes },
  'idle-close': { stage: 'idle-5', accept: () => true },
  'call-back': { stage: 'callback', accept: (phrase) => BROKE_OFF.test(phrase) },
}

/** The desk's set phrase for what has come due; null when it has none that fits. */
export function phraseForTimer(desk: Desk, kind: TimerKind, about: PhraseFor): string | null {
  const { stage, accept } = CHOICES[kind]
  const { channel, lang } = about
  const seed = { conversation: about.conversation, turn: about.turn ?? 0 }
  // A call back is made by telephone, wherever the talk broke off.
  const spoken = kind === 'call-back' ? 'hotline' : channel
  const timers = desk.timers.channels[channel]
  const context = { desk, lang, seed, slots: slotsOf(desk, lang), channel: spoken } as const
  return fittingPhrase(context, stage, (phrase) => accept(phrase, timers))
}

/** A reminder that names minutes is right where so many are left before the close. */
function saysRightMinutes(phrase: string, { idleRemindMs, idleCloseMs }: ChannelTimers): boolean {
  const said = /(\d+)\s*(?:分[钟鐘]|minutes?)/i.exec(phrase)?.[1]
  if (said === undefined) return true
  if (idleRemindMs === null || idleCloseMs === null) return false
  return Number(said) * 60_000 === idleCloseMs - idleRemindMs
}
