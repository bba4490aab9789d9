import { CHANNELS } from '../../conversations/types.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk, Localized } from '../../desk/types.ts'
import { countIncidents, countWarnings } from './count-alerts.ts'
import { countSuggestions } from './count-suggestions.ts'
import { countTalks, countTypes } from './count-talks.ts'
import { countFollowUps, countTickets } from './count-tickets.ts'
import { type Counts, figuresOf } from './figures-of.ts'
import { fillDistances } from './fill-distances.ts'
import { fillFacts } from './fill-facts.ts'
import { checkPeriod, type Period, readPeriod } from './period.ts'
import type { Group, QuestionType, Report, ReportFilter } from './types.ts'

/** Most frequent question types that are listed. */
const MOST_TYPES = 20
const COMPLAINT = /complain|投诉|投訴/

/**
 * The desk's figures for a period: what its own data give, counted as of now, and why where they do not. Works out
 * first what has not been worked out of the period's conversations. Throws `BAD_INPUT`.
 */
export async function makeReport(
  db: Database,
  desk: Desk,
  filter: ReportFilter,
  now: Date,
): Promise<Report> {
  checkPeriod(filter)
  const period = await db.read('app', (sql) => readPeriod(sql, filter, desk.timeZone))
  await fillFacts(db, desk, period)
  await fillDistances(db, period)
  const complaints = desk.taxonomy.types
    .filter(({ id, name }) => COMPLAINT.test([id, ...Object.values(name)].join(' ')))
    .map(({ id }) => id)
  const counted = await countAll(db, period, complaints, now)
  const { replyMs } = desk.timers.channels.chat
  const isLimitSet = Object.values(desk.timers.channels).some((channel) => channel.replyMs !== null)
  const figures = (key: string, isOfIncidents: boolean) =>
    figuresOf(counted.of(key, isOfIncidents), { isLimitSet })
  const groups = (kind: string, keys: readonly string[]): Group[] =>
    keys.map((key) => ({ key, figures: figures(`${kind} ${key}`, kind === 'day') }))
  return {
    ...filter,
    timeZone: desk.timeZone,
    madeAt: now.toISOString(),
    replyMinutes: replyMs === null ? null : replyMs / 60_000,
    total: figures('total', true),
    days: groups('day', period.days),
    channels: groups('channel', filter.channel === null ? CHANNELS : [filter.channel]),
    langs: groups('lang', counted.langs),
    types: asTypes(counted.types, 'type', desk.taxonomy.types),
    modules: asTypes(counted.types, 'module', desk.taxonomy.modules),
  }
}

/** One kind at a time: on the embedded engine everybody else waits for a transaction to end. */
async function countAll(db: Database, period: Period, complaints: readonly string[], now: Date) {
  const count = <T>(run: (sql: TransactionSql) => Promise<T>) => db.read('app', run)
  const talks = byKey(await count((sql) => countTalks(sql, period, complaints, now)))
  const suggestions = byKey(await count((sql) => countSuggestions(sql, period)))
  const tickets = byKey(await count((sql) => countTickets(sql, period, now)))
  const followUps = byKey(await count((sql) => countFollowUps(sql, period, now)))
  const warnings = byKey(await count((sql) => countWarnings(sql, period)))
  const isWhole = period.channel === null && period.lang === null
  const incidents = byKey(isWhole ? await count((sql) => countIncidents(sql, period)) : [])
  const types = await count((sql) => countTypes(sql, period))
  return {
    types,
    langs: [...talks.keys()]
      .filter((key) => key.startsWith('lang '))
      .map((key) => key.slice(5))
      .toSorted(),
    of: (key: string, isOfIncidents: boolean): Counts => ({
      talks: talks.get(key),
      suggestions: suggestions.get(key),
      tickets: tickets.get(key),
      followUps: followUps.get(key),
      warnings: warnings.get(key),
      incidents: isOfIncidents && isWhole ? incidents.get(key) : null,
    }),
  }
}

function byKey<T extends { key: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.key, row]))
}

function asTypes(
  counted: readonly { kind: string; id: string; count: number }[],
  kind: string,
  labels: readonly { id: string; name: Localized }[],
): QuestionType[] {
  const own = counted.filter((one) => one.kind === kind)
  const all = own.reduce((sum, { count }) => sum + count, 0)
  return own.slice(0, MOST_TYPES).map(({ id, count }) => ({
    id,
    name: labels.find((label) => label.id === id)?.name ?? {},
    count,
    share: Math.round((count / all) * 10_000) / 10_000,
  }))
}
