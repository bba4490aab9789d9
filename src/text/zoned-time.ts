/** A day of the calendar. */
export type Day = { year: number; month: number; day: number }
/** What clocks in a zone show. */
export type LocalTime = Day & { hour: number; minute: number }

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  formats.set(timeZone, format)
  return format
}

/** What clocks in `timeZone` (an IANA name) show at an instant. */
export function toLocal(instant: Date, timeZone: string): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
  }
}

/** `2026-11-20`. */
export function formatDay({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
}

/** `2026-11-20T20:00+08:00`, with the offset the zone has then. */
export function formatLocal(time: LocalTime, timeZone: string): string {
  const minutes = offsetMinutes(time, timeZone)
  const sign = minutes < 0 ? '-' : '+'
  const size = Math.abs(minutes)
  const offset = `${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
  return `${formatDay(time)}T${pad(time.hour)}:${pad(time.minute)}${offset}`
}

export function addDays(day: Day, count: number): Day {
  const moved = new Date(Date.UTC(day.year, day.month - 1, day.day + count))
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  }
}

export function addMinutes(time: LocalTime, count: number): LocalTime {
  const total = time.hour * 60 + time.minute + count
  const days = Math.floor(total / 1440)
  const rest = total - days * 1440
  return { ...addDays(time, days), hour: Math.floor(rest / 60), minute: rest % 60 }
}

/** 1 for Monday to 7 for Sunday. */
export function weekday({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7
}

/** Whether the calendar has the day. */
export function isDay({ year, month, day }: Day): boolean {
  const made = new Date(Date.UTC(year, month - 1, day))
  return made.getUTCMonth() + 1 === month && made.getUTCDate() === day
}

/** Below 0 where `a` is earlier. */
export function compareDays(a: Day, b: Day): number {
  return a.year - b.year || a.month - b.month || a.day - b.day
}

function offsetMinutes(time: LocalTime, timeZone: string): number {
  const shown = asUtc(time)
  let guess = shown
  // Twice, as the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round++) {
    guess = shown - (asUtc(toLocal(new Date(guess), timeZone)) - guess)
  }
  return Math.round((asUtc(toLocal(new Date(guess), timeZone)) - guess) / 60_000)
}

function asUtc({ year, month, day, hour, minute }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
