import { fold } from './fold.ts'
import type { ClockWords, DayPart, DayWords, InstantWords, Reference } from './instant-parts.ts'
import { findEnglishInstants } from './instants-english.ts'
import { findHanInstants } from './instants-han.ts'
import type { Span } from './types.ts'
import { addDays, compareDays, type Day, formatDay, formatLocal, toLocal } from './zoned-time.ts'

/** A day or an instant that a text names, resolved against when it was said. */
export type Instant = Span & {
  /** `2026-11-20T20:00+08:00`, or `2026-11-20` where only the day was said, or `2026-11` for a month. */
  value: string
  /** Whether a day stands in the text itself; else it was taken from around it. */
  isDaySaid: boolean
  hasTime: boolean
  isFuture: boolean
}

export type InstantContext = {
  /** When it was said. */
  at: Date
  /** IANA name. */
  timeZone: string
  /** Where a weekday or the day of a month may lie on either side of now. Default: past. */
  lean?: 'past' | 'future'
  /** The day spoken of just before, for a text that names a time alone: `2026-11-19`. */
  day?: string
}

/** Between a day and its time: 那天大概, at about. */
const BETWEEN =
  /^(?:[\s,，、的在]|那天|大概|大约|差不多|左右|应该|就是|吧|at|on|around|about|in|the|of|by|roughly|\(|\))*$/u

/**
 * Days and times in a text, Chinese and English, in order: 昨晚八点, 前天, 上周五, the day before yesterday, last
 * Friday at 8pm. What the words leave open stays open: 八点多 gives a day without a time.
 */
export function findInstants(text: string, context: InstantContext): Instant[] {
  const { at, timeZone, lean = 'past' } = context
  const folded = fold(text)
  const reference: Reference = { now: toLocal(at, timeZone), lean }
  const words = withoutOverlap([
    ...findHanInstants(folded.text, reference),
    ...findEnglishInstants(folded.text, reference),
  ])
  const joined = joinWords(words, folded.text)
  const inherited = { day: readDay(context.day), part: null as DayPart | null }
  return joined.flatMap((one) => {
    if (one.ago !== undefined) {
      inherited.day = one.ago.time
      return [resolved(one, formatLocal(one.ago.time, timeZone), true, true, false)]
    }
    const { clock } = one
    const day = one.day?.isJustNow && clock !== undefined ? undefined : one.day
    if (day?.needsTime && clock === undefined) return []
    if (day !== undefined) Object.assign(inherited, { day: day.day, part: day.part })
    const value = resolve(day, clock, inherited, reference, timeZone)
    if (clock?.part) inherited.part = clock.part
    if (value === null) return []
    const date = readDay(value.slice(0, 10)) ?? day?.day
    const isFuture = date !== undefined && date !== null && compareDays(date, reference.now) > 0
    return [resolved(one, value, day !== undefined, value.includes('T'), isFuture)]
  })

  function resolved(
    { start, end }: Span,
    value: string,
    isDaySaid: boolean,
    hasTime: boolean,
    isFuture: boolean,
  ): Instant {
    const place = { start: folded.offsetAt(start), end: folded.offsetAt(end) }
    return { ...place, value, isDaySaid, hasTime, isFuture }
  }
}

type Joined = Span & { day?: DayWords; clock?: ClockWords; ago?: InstantWords & { kind: 'ago' } }

function withoutOverlap(words: InstantWords[]): InstantWords[] {
  const kept: InstantWords[] = []
  for (const one of words.sort((a, b) => b.end - b.start - (a.end - a.start))) {
    if (kept.every((other) => other.end <= one.start || one.end <= other.start)) kept.push(one)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** A day and the time that stands beside it, before or after, are one. */
function joinWords(words: InstantWords[], text: string): Joined[] {
  const joined: Joined[] = []
  for (const one of words) {
    const last = joined.at(-1)
    const isBeside = last !== undefined && BETWEEN.test(text.slice(last.end, one.start))
    if (one.kind === 'ago') joined.push({ start: one.start, end: one.end, ago: one })
    else if (
      isBeside &&
      one.kind === 'clock' &&
      last.day !== undefined &&
      last.clock === undefined
    ) {
      Object.assign(last, { end: one.end, clock: one })
    } else if (
      isBeside &&
      one.kind === 'day' &&
      last.clock !== undefined &&
      last.day === undefined
    ) {
      Object.assign(last, { end: one.end, day: one })
    } else if (
      isBeside &&
      one.kind === 'day' &&
      last.day !== undefined &&
      last.clock === undefined
    ) {
      // 上周四（10月15日）: the same day twice; the second names it more exactly.
      Object.assign(last, { end: one.end, day: { ...one, part: one.part ?? last.day.part } })
    } else joined.push({ start: one.start, end: one.end, [one.kind]: one })
  }
  return joined
}

function resolve(
  day: DayWords | undefined,
  clock: ClockWords | undefined,
  inherited: { day: Day | null; part: DayPart | null },
  { now, lean }: Reference,
  timeZone: string,
): string | null {
  if (day?.isMonth && clock === undefined) return formatDay(day.day).slice(0, 7)
  if (clock === undefined) return formatDay(day!.day)
  const part = clock.part ?? day?.part ?? (day === undefined ? inherited.part : null)
  let date = day?.day ?? inherited.day ?? null
  let hour = hourBy(clock.hour, part)
  if (date === null) {
    date = now
    const isLater = (value: number) => value * 60 + clock.minute > now.hour * 60 + now.minute
    // Eight twenty, said in the evening without more, was this evening.
    if (part === null && lean === 'past' && hour < 12 && !isLater(hour + 12)) hour += 12
    else if (lean === 'past' && isLater(hour)) date = addDays(now, -1)
  }
  if (clock.isVague) return formatDay(date)
  if (hour >= 24) {
    date = addDays(date, 1)
    hour -= 24
  }
  const { year, month, day: number } = date
  return formatLocal({ year, month, day: number, hour, minute: clock.minute }, timeZone)
}

/** An hour of the day out of one of a clock and the part of the day; 24 for midnight at the end of an evening. */
function hourBy(hour: number, part: DayPart | null): number {
  if (part === null || hour > 12) return hour
  if (part === 'evening') return hour === 12 ? 24 : hour >= 4 ? hour + 12 : hour
  if (part === 'afternoon') return hour === 12 ? 12 : hour + 12
  if (part === 'noon') return hour <= 2 ? hour + 12 : hour
  return hour === 12 ? 0 : hour
}

function readDay(text: string | undefined): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? '')
  return match ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : null
}
