import { newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { Report } from './find-cluster.ts'

export type Incident = {
  id: string
  startedAt: Date
  noticedAt: Date
  lastReportAt: Date
  endedAt: Date | null
  traits: string[]
  customers: number
  toldCustomers: number
  usual: number
  takenBy: string | null
  takenAt: Date | null
  verdict: IncidentVerdict | null
  judgedBy: string | null
  judgedAt: Date | null
}

export const INCIDENT_VERDICTS = ['solved', 'false-alarm'] as const
export type IncidentVerdict = (typeof INCIDENT_VERDICTS)[number]

/** One process at a time decides what is an incident: two would notice it twice. */
const LOCK = 0x51dec0e

/** False where another process is deciding just now. Held until the transaction ends. */
export async function takeIncidentLock(sql: TransactionSql): Promise<boolean> {
  const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK}) as taken`
  return row?.taken === true
}

const columns = (sql: TransactionSql) => sql`
  id, started_at as "startedAt", noticed_at as "noticedAt", last_report_at as "lastReportAt",
  ended_at as "endedAt", traits, customers, told_customers as "toldCustomers", usual,
  taken_by as "takenBy", taken_at as "takenAt", verdict, judged_by as "judgedBy",
  judged_at as "judgedAt"
`

/** Incidents that go on, the one with the latest report first. */
export function openIncidents(sql: TransactionSql): Promise<Incident[]> {
  return sql<Incident[]>`
    select ${columns(sql)} from app.incident where ended_at is null order by last_report_at desc
  `
}

/** The latest incidents, those that go on first. */
export function listIncidents(
  sql: TransactionSql,
  filter: { state: 'open' | 'ended' | 'all'; limit: number },
): Promise<Incident[]> {
  return sql<Incident[]>`
    select ${columns(sql)}
    from app.incident
    where ${filter.state === 'all' ? sql`true` : filter.state === 'open' ? sql`ended_at is null` : sql`ended_at is not null`}
    order by ended_at is not null, noticed_at desc, id
    limit ${filter.limit}
  `
}

/** Throws `NOT_FOUND`. */
export async function readIncident(sql: TransactionSql, id: string): Promise<Incident> {
  const [row] = await sql<Incident[]>`select ${columns(sql)} from app.incident where id = ${id}`
  if (row) return row
  throw new AppError('NOT_FOUND', 'No such incident.', {
    hint: 'Use an id of GET /v1/incidents.',
  })
}

export async function addIncident(
  sql: TransactionSql,
  incident: Pick<Incident, 'startedAt' | 'lastReportAt' | 'traits' | 'customers' | 'usual'>,
  now: Date,
): Promise<Incident> {
  const id = newId('i')
  await sql`
    insert into app.incident
      (id, started_at, noticed_at, last_report_at, traits, customers, told_customers, usual)
    values (${id}, ${incident.startedAt}, ${now}, ${incident.lastReportAt}, ${incident.traits},
      ${incident.customers}, ${incident.customers}, ${incident.usual})
  `
  return readIncident(sql, id)
}

/** Brings the count up to date; `isTold`: leads hear of it now. */
export async function growIncident(
  sql: TransactionSql,
  id: string,
  {
    customers,
    startedAt,
    lastReportAt,
    isTold,
  }: {
    customers: number
    startedAt: Date
    lastReportAt: Date
    isTold: boolean
  },
): Promise<void> {
  await sql`
    update app.incident
    set customers = greatest(customers, ${customers}),
      started_at = least(started_at, ${startedAt}),
      last_report_at = greatest(last_report_at, ${lastReportAt}),
      told_customers = ${isTold ? sql`greatest(customers, ${customers})` : sql`told_customers`}
    where id = ${id}
  `
}

export async function endIncident(sql: TransactionSql, id: string, at: Date): Promise<void> {
  await sql`update app.incident set ended_at = ${at} where id = ${id} and ended_at is null`
}

/** Somebody looks after it. The first one stays; true where it was this one. */
export async function takeIncident(
  sql: TransactionSql,
  id: string,
  { by, now }: { by: string; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update app.incident set taken_by = ${by}, taken_at = ${now}
    where id = ${id} and taken_at is null
    returning id
  `
  return rows.length > 0
}

/** It is over, or never was one: what was reported then counts as usual. */
export async function judgeIncident(
  sql: TransactionSql,
  id: string,
  { by, verdict, now }: { by: string; verdict: IncidentVerdict; now: Date },
): Promise<void> {
  await sql`
    update app.incident
    set verdict = ${verdict}, judged_by = ${by}, judged_at = ${now},
      ended_at = coalesce(ended_at, ${now})
    where id = ${id}
  `
}

/** Writes what a turn reports; `incident`: one that goes on and that it belongs to. */
export async function putReport(
  sql: TransactionSql,
  report: Report & { incident: string | null },
): Promise<void> {
  await sql`
    insert into app.trouble (conversation, seq, at, traits, persons, incident)
    values (${report.conversation}, ${report.seq}, ${report.at}, ${report.traits},
      ${report.persons}, ${report.incident})
    on conflict (conversation, seq) do update
    set traits = excluded.traits, persons = excluded.persons, is_new = true,
      incident = coalesce(app.trouble.incident, excluded.incident)
  `
}

/** A corrected turn may report nothing any more. */
export async function removeReports(
  sql: TransactionSql,
  conversation: string,
  seqs: number[],
): Promise<void> {
  await sql`
    delete from app.trouble where conversation = ${conversation} and seq = any(${seqs}::int[])
  `
}

/** Reports that nobody has compared with the others yet, oldest first. */
export function newReports(sql: TransactionSql, limit: number): Promise<StoredReport[]> {
  return sql<StoredReport[]>`
    select conversation, seq, at, traits, persons, incident
    from app.trouble
    where is_new
    order by at, conversation, seq
    limit ${limit}
  `
}

export type StoredReport = Report & { incident: string | null }

export async function markCompared(sql: TransactionSql, reports: readonly Report[]): Promise<void> {
  await sql`
    update app.trouble set is_new = false
    from unnest(${reports.map((one) => one.conversation)}::text[],
      ${reports.map((one) => one.seq)}::int[]) as compared (conversation, seq)
    where trouble.conversation = compared.conversation and trouble.seq = compared.seq
  `
}

/** Reports between two instants that belong to no incident, the latest `limit`. */
export function looseReports(
  sql: TransactionSql,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<Report[]> {
  return sql<Report[]>`
    select conversation, seq, at, traits, persons
    from app.trouble
    where at >= ${from} and at <= ${to} and incident is null
    order by at desc
    limit ${limit}
  `
}

export function reportsOf(sql: TransactionSql, incident: string): Promise<Report[]> {
  return sql<Report[]>`
    select conversation, seq, at, traits, persons
    from app.trouble
    where incident = ${incident}
    order by at, conversation, seq
  `
}

export async function linkReports(
  sql: TransactionSql,
  incident: string,
  reports: readonly Report[],
): Promise<void> {
  await sql`
    update app.trouble set incident = ${incident}
    from unnest(${reports.map((one) => one.conversation)}::text[],
      ${reports.map((one) => one.seq)}::int[]) as meant (conversation, seq)
    where trouble.conversation = meant.conversation and trouble.seq = meant.seq
  `
}

/** The incident that goes on and that this conversation reported; null where there is none. */
export async function incidentOf(
  sql: TransactionSql,
  conversation: string,
): Promise<Incident | null> {
  const [row] = await sql<Incident[]>`
    select ${columns(sql)}
    from app.incident
    where ended_at is null and id in (
      select incident from app.trouble where conversation = ${conversation} and incident is not null
    )
    order by last_report_at desc
    limit 1
  `
  return row ?? null
}
