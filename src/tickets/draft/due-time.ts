import { findInstants } from '../../text/instants.ts'
import { findSpecifics } from '../../text/specifics.ts'
import {
  addDays,
  addMinutes,
  formatDay,
  formatLocal,
  toLocal,
  weekday,
} from '../../text/zoned-time.ts'

/** Until when a promise binds: the last time it names, or a span counted from when it was given. */
export function dueTime(text: string, at: Date, timeZone: string): string | null {
  const named = findInstants(text, { at, timeZone, lean: 'future' })
  const latest = named
    .map(({ value }) => value)
    .sort()
    .at(-1)
  if (latest !== undefined) return latest
  const now = toLocal(at, timeZone)
  const spans = findSpecifics(text).filter(({ kind }) => kind === 'duration')
  const span = spans.at(-1)?.key
  const seconds = /^duration:(\d+(?:\.\d+)?)s$/.exec(span ?? '')
  if (seconds !== null) {
    const minutes = Math.round(Number(seconds[1]) / 60)
    const isDays = minutes % 1440 === 0 && !/小时|小時|hour/iu.test(text)
    return isDays
      ? formatDay(addDays(now, minutes / 1440))
      : formatLocal(addMinutes(now, minutes), timeZone)
  }
  const workdays = /^duration:(\d+)workdays$/.exec(span ?? '')
  if (workdays === null) return null
  let day = { year: now.year, month: now.month, day: now.day }
  for (let left = Math.min(250, Number(workdays[1])); left > 0; ) {
    day = addDays(day, 1)
    if (weekday(day) < 6) left--
  }
  return formatDay(day)
}
