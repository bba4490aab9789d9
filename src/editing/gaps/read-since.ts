import { isInstant } from '../../articles/front-matter-schema.ts'
import { AppError } from '../../errors.ts'
import { formatLocal, isDay } from '../../text/zoned-time.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const MOST_DAYS = 3_650

/**
 * The instant that `30d`, a day of the desk or an instant with offset names. Throws `BAD_INPUT` for anything else and for what
 * lies ahead; `field` is what the caller calls it.
 */
export function readSince(text: string, timeZone: string, now: Date, field: string): Date {
  const since = instantOf(text.trim(), timeZone, now)
  const hint =
    'Write a day such as 2026-11-01, an instant such as 2026-11-01T08:00:00+08:00, or 30d.'
  if (since === null)
    throw new AppError('BAD_INPUT', `${field}: found '${text.slice(0, 100)}'.`, {
      hint,
      place: { field },
    })
  if (since.getTime() <= now.getTime()) return since
  throw new AppError('BAD_INPUT', `${field}: ${since.toISOString()} lies ahead.`, {
    hint,
    place: { field },
  })
}

function instantOf(text: string, timeZone: string, now: Date): Date | null {
  const days = /^(\d{1,4})d$/u.exec(text)?.[1]
  if (days !== undefined) {
    const count = Number(days)
    return count >= 1 && count <= MOST_DAYS ? new Date(now.getTime() - count * DAY_MS) : null
  }
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(text) ?? []
  if (year !== undefined) {
    const date = { year: Number(year), month: Number(month), day: Number(day) }
    if (!isDay(date)) return null
    return new Date(formatLocal({ ...date, hour: 0, minute: 0 }, timeZone))
  }
  return isInstant(text) ? new Date(text) : null
}
