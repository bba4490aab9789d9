import { z } from 'zod'
import type { ChannelTimers, DeskTimers } from './types.ts'

/** A week: an e-mail desk may promise its answers in days. */
const MAX_MINUTES = 10_080
const Minutes = z.number().positive().max(MAX_MINUTES)
const MinutesOrOff = z.union([Minutes, z.literal('off')], {
  error: `expected minutes, above 0 and at most ${MAX_MINUTES}, or off`,
})
const BURST = 'expected seconds of quiet between 0.5 and 3'
const BurstSeconds = z.number({ error: BURST }).min(0.5, BURST).max(3, BURST)

/** What one channel does otherwise than the rest. */
const OfChannel = z.strictObject({
  burst_seconds: BurstSeconds.optional(),
  reply_minutes: MinutesOrOff.optional(),
  reply_warn_seconds: z.number().nonnegative().max(3_600).optional(),
  idle_remind_minutes: MinutesOrOff.optional(),
  idle_close_minutes: MinutesOrOff.optional(),
  call_back_minutes: MinutesOrOff.optional(),
})
type OfChannel = z.infer<typeof OfChannel>
type Whole = { [Key in keyof OfChannel]-?: NonNullable<OfChannel[Key]> }

/**
 * Usual for a telephone: nobody is silent for minutes there, so only a line that broke off counts; for letters:
 * neither silence nor a broken line, and a reply in days, which a desk has to say.
 */
const USUAL = {
  hotline: {
    burst_seconds: 0.7,
    reply_minutes: 'off',
    idle_remind_minutes: 'off',
    idle_close_minutes: 'off',
    call_back_minutes: 10,
  },
  chat: { burst_seconds: 1, call_back_minutes: 10 },
  email: {
    burst_seconds: 0.5,
    reply_minutes: 'off',
    idle_remind_minutes: 'off',
    idle_close_minutes: 'off',
    call_back_minutes: 'off',
  },
} as const

/** `timers` of `desk.yml`: what stands at the top is for chats, a channel's own part goes before it. */
export const TimersFile = z
  .strictObject({
    reply_minutes: Minutes.default(3),
    reply_warn_seconds: z.number().nonnegative().max(3_600).default(45),
    idle_remind_minutes: Minutes.default(3),
    idle_close_minutes: Minutes.default(5),
    hotline: OfChannel.default({}),
    chat: OfChannel.default({}),
    email: OfChannel.default({}),
  })
  .transform(({ hotline, chat, email, ...top }, context): DeskTimers => {
    // A key that is not written is not there, so nothing is overwritten with `undefined`.
    const whole = {
      hotline: { ...top, ...USUAL.hotline, ...hotline } as Whole,
      chat: { ...USUAL.chat, ...top, ...chat } as Whole,
      email: { ...top, ...USUAL.email, ...email } as Whole,
    }
    for (const [channel, timers] of Object.entries(whole)) {
      const own = { hotline, chat, email }[channel as keyof typeof whole]
      for (const { key, message } of contradictions(timers)) {
        const path = own[key] === undefined && channel === 'chat' ? [key] : [channel, key]
        context.addIssue({ code: 'custom', path, message })
      }
    }
    return {
      replyMinutes: top.reply_minutes,
      replyWarnSeconds: top.reply_warn_seconds,
      idleRemindMinutes: top.idle_remind_minutes,
      idleCloseMinutes: top.idle_close_minutes,
      channels: {
        hotline: toMs(whole.hotline),
        chat: toMs(whole.chat),
        email: toMs(whole.email),
      },
    }
  })

function* contradictions(timers: Whole): Generator<{ key: keyof Whole; message: string }> {
  const { idle_remind_minutes: remind, idle_close_minutes: close } = timers
  if (typeof remind === 'number' && typeof close === 'number' && close <= remind)
    yield { key: 'idle_close_minutes', message: 'must be later than idle_remind_minutes' }
  const { reply_minutes: reply, reply_warn_seconds: warn } = timers
  if (typeof reply === 'number' && warn >= reply * 60)
    yield { key: 'reply_warn_seconds', message: 'must be shorter than reply_minutes' }
}

function toMs(timers: Whole): ChannelTimers {
  return {
    burstMs: timers.burst_seconds * 1_000,
    replyMs: minutesToMs(timers.reply_minutes),
    replyWarnMs: timers.reply_warn_seconds * 1_000,
    idleRemindMs: minutesToMs(timers.idle_remind_minutes),
    idleCloseMs: minutesToMs(timers.idle_close_minutes),
    callBackMs: minutesToMs(timers.call_back_minutes),
  }
}

function minutesToMs(minutes: number | 'off'): number | null {
  return minutes === 'off' ? null : minutes * 60_000
}
