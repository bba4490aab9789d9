import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { ReportFilter } from './types.ts'

/** Longer periods are read in parts. */
export const MOST_DAYS = 400

/** Throws `BAD_INPUT` for days that are none, are the wrong way round or too many. */
export function checkPeriod({ from, to }: Pick<ReportFilter, 'from' | 'to'>): void {
  for (const [field, day] of [
    ['from', from],
    ['to', to],
  ] as const)
    if (!isDay(day))
      throw new AppError('BAD_INPUT', `'${day}' is no day of the calendar.`, {
        hint: 'Write a day of the calendar as 2026-11-01.',
        place: { field },
      })
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  if (days >= 1 && days <= MOST_DAYS) return
  throw new AppError('BAD_INPUT', `The period has ${days} days.`, {
    hint: `'from' is the first day, 'to' the last one; at most ${MOST_DAYS} days.`,
    place: { field: 'to' },
  })
}

function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return false
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** Where and when: days begin at midnight of the desk, also where clocks are set forward or back. */
export type Period = ReportFilter & { timeZone: string; start: Date; end: Date; days: string[] }

/** The instants at which the period begins and ends, and its days. The database knows the zones. */
export async function readPeriod(
  sql: TransactionSql,
  filter: ReportFilter,
  timeZone: string,
): Promise<Period> {
  const [row] = await sql<{ start: Date; end: Date; days: string[] }[]>`
    select (${filter.from}::date)::timestamp at time zone ${timeZone} as start,
      (${filter.to}::date + 1)::timestamp at time zone ${timeZone} as "end",
      array(select day::date::text
        from generate_series(${filter.from}::date, ${filter.to}::date, interval '1 day') day
        order by day) as days
  `
  return { ...filter, timeZone, ...row! }
}

/** The day of the desk that an instant falls on, as text. */
export function dayOf(sql: TransactionSql, column: ReturnType<TransactionSql>, zone: string) {
  return sql`(${column} at time zone ${zone})::date::text`
}

/** Counts for all, by day, by channel and by language, in one pass. Needs columns `day`, `channel` and `lang`. */
export function inGroups(sql: TransactionSql) {
  return sql`group by grouping sets ((), (day), (channel), (lang))`
}

/** Which group a row of `inGroups` is of. */
export function groupKey(sql: TransactionSql) {
  return sql`
    case grouping(day, channel, lang)
      when 7 then 'total' when 3 then 'day ' || day
      when 5 then 'channel ' || channel else 'lang ' || lang
    end as key
  `
}

/** Conversations of the channel and the language that are asked for; of a table joined with its facts. */
export function isWanted(sql: TransactionSql, { channel, lang }: ReportFilter) {
  return sql`
    (${channel}::text is null or conversation.channel = ${channel}::text)
      and (${lang}::text is null or coalesce(conversation.lang, facts.lang) = ${lang}::text)
  `
}
