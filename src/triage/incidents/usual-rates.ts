import type { TransactionSql } from '../../db/index.ts'
import type { Counted } from './judge-burst.ts'

const HOUR_MS = 60 * 60 * 1_000
/** What is usual is learned from so many days. */
export const USUAL_DAYS = 14
/** Hours counted in one go. */
const AT_ONCE = 24 * USUAL_DAYS
/** A customer's own word is counted only where so many used it in an hour. */
const WORD_CUSTOMERS = 3
/** All conversations, whatever they were about. */
const ALL = '*'

/**
 * Counts the whole hours that nobody has counted yet: conversations, and customers by trait. What belongs to an
 * incident is not usual, unless it turned out to be none.
 */
export async function countHours(sql: TransactionSql, now: Date): Promise<void> {
  const end = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)
  const start = new Date(end.getTime() - USUAL_DAYS * 24 * HOUR_MS)
  const hours = await sql<{ hour: Date }[]>`
    select hour
    from generate_series(
      greatest(${start}::timestamptz,
        (select date_trunc('hour', min(opened_at)) from app.conversation)),
      ${end}::timestamptz - interval '1 hour', interval '1 hour') hour
    where not exists (
      select from app.trouble_hour known where known.hour = hour.hour and known.trait = ${ALL}
    )
    order by hour
    limit ${AT_ONCE}
  `
  if (hours.length === 0) return
  const [from, to] = [hours[0]!.hour, new Date(hours.at(-1)!.hour.getTime() + HOUR_MS)]
  const wanted = hours.map(({ hour }) => hour.toISOString())
  await sql`
    insert into app.trouble_hour (trait, hour, customers)
    select trait, hour, count(distinct conversation)::int
    from (
      select unnest(trouble.traits) as trait, date_trunc('hour', at) as hour, conversation
      from app.trouble
      left join app.incident on incident.id = trouble.incident
      where at >= ${from} and at < ${to}
        and (incident.id is null or incident.verdict is not distinct from 'false-alarm')
    ) told
    where hour = any(${wanted}::timestamptz[])
    group by trait, hour
    having trait not like 'word:%' or count(distinct conversation) >= ${WORD_CUSTOMERS}
    on conflict (trait, hour) do nothing
  `
  await sql`
    insert into app.trouble_hour (trait, hour, customers)
    select ${ALL}, hour, (
      select count(*)::int from app.conversation
      where opened_at >= hour and opened_at < hour + interval '1 hour'
    )
    from unnest(${wanted}::timestamptz[]) hour
    on conflict (trait, hour) do nothing
  `
  await sql`delete from app.trouble_hour where hour < ${start}`
}

export type UsualRate = {
  /** The busier of: the same hours of the day, and all of them. */
  counted: Counted
  /** How many times more conversations are opened now than usual. */
  busier: number
}

/** How many customers usually have a trouble around this hour, from the hours before the one that runs. */
export async function readUsual(sql: TransactionSql, trait: string, at: Date): Promise<UsualRate> {
  const start = new Date(at.getTime() - USUAL_DAYS * 24 * HOUR_MS)
  const end = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)
  const hour = end.getUTCHours()
  const near = [hour, (hour + 1) % 24, (hour + 23) % 24]
  const [row] = await sql<
    { hours: number; near: number; customers: number; nearCustomers: number; opened: number }[]
  >`
    select count(*)::int as hours,
      (count(*) filter (where is_near))::int as near,
      coalesce(sum(customers), 0)::int as customers,
      coalesce(sum(customers) filter (where is_near), 0)::int as "nearCustomers",
      coalesce(sum(opened) filter (where is_near), 0)::int as opened
    from (
      select known.customers as opened, coalesce(told.customers, 0) as customers,
        extract(hour from known.hour at time zone 'UTC')::int = any(${near}::int[]) as is_near
      from app.trouble_hour known
      left join app.trouble_hour told on told.trait = ${trait} and told.hour = known.hour
      where known.trait = ${ALL} and known.hour >= ${start} and known.hour < ${end}
    ) hours
  `
  const [now] = await sql<{ opened: number }[]>`
    select count(*)::int as opened from app.conversation
    where opened_at > ${new Date(at.getTime() - HOUR_MS)} and opened_at <= ${at}
  `
  const { hours, near: nearHours, customers, nearCustomers, opened } = row!
  const all: Counted = { customers, hours }
  const same: Counted = { customers: nearCustomers, hours: nearHours }
  const isBusierThen = nearHours > 0 && nearCustomers / nearHours > customers / Math.max(hours, 1)
  const usualOpened = nearHours > 0 ? opened / nearHours : 0
  return {
    counted: isBusierThen ? same : all,
    busier: usualOpened >= 1 ? (now?.opened ?? 0) / usualOpened : 1,
  }
}
