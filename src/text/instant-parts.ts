import type { Span } from './types.ts'
import type { Day, LocalTime } from './zoned-time.ts'

/** Which half of a day is meant by words beside a clock time. */
export type DayPart = 'night' | 'morning' | 'noon' | 'afternoon' | 'evening'

/** A day as it is named, not yet an instant. */
export type DayWords = Span & {
  kind: 'day'
  day: Day
  part: DayPart | null
  /** A month alone: no day of it is known. */
  isMonth?: boolean
  /** Reads as a day only beside a clock time: 11.17. */
  needsTime?: boolean
  /** 刚才: a clock time beside it is the last one of that name. */
  isJustNow?: boolean
}

/** A clock time as it is named. */
export type ClockWords = Span & {
  kind: 'clock'
  hour: number
  minute: number
  part: DayPart | null
  /** 八点多, past eight: the hour is not exact. */
  isVague: boolean
}

/** A distance from now that gives an instant at once: two hours ago. */
export type AgoWords = Span & { kind: 'ago'; time: LocalTime }

export type InstantWords = DayWords | ClockWords | AgoWords

/** What words about time are read against. */
export type Reference = {
  now: LocalTime
  /** Where a weekday or a day of a month may be either. */
  lean: 'past' | 'future'
}
