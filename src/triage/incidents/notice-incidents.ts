import { addEvents, lockConversation, type NewEvent } from '../../conversations/index.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { IncidentSettings } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import { describeTraits } from './describe-incident.ts'
import {
  type Cluster,
  clusterOf,
  countCustomers,
  findCluster,
  type Report,
} from './find-cluster.ts'
import {
  addIncident,
  endIncident,
  growIncident,
  type Incident,
  linkReports,
  looseReports,
  markCompared,
  newReports,
  openIncidents,
  reportsOf,
  type StoredReport,
  takeIncidentLock,
} from './incident-rows.ts'
import { isBurst, usualPerWindow } from './judge-burst.ts'
import { findIncident, linkedData } from './take-reports.ts'
import { countHours, readUsual } from './usual-rates.ts'

const MINUTE_MS = 60_000
/** Reports compared in one transaction. */
const AT_ONCE = 200
/** Of the reports around one, so many are looked at: of more, the latest. */
const MOST_AROUND = 600
/** What builds up slowly is seen in a window so many times as long, of twice as many customers. */
const LONG_WINDOW = 3
/** Leads hear again when so many more have come, and half as many again. */
const TOLD_AGAIN = { more: 3, times: 1.5 }

type Change = { kind: 'noticed' | 'updated' | 'ended'; incident: Incident; conversation: string }
type Link = { incident: Incident; report: Report }
export type Noticed = { kind: Change['kind']; incident: string; customers: number }

/**
 * Compares new reports with those around them and with the incidents that go on: notices, links, counts, ends.
 * Called every few seconds by each process; one of them at a time does the work. Returns what leads were told.
 */
export async function noticeIncidents(
  db: Database,
  settings: IncidentSettings,
  now: Date,
): Promise<Noticed[]> {
  if (!(await db.read('app', (sql) => isAnythingNew(sql, settings, now)))) return []
  return db.write('app', async (sql) => {
    if (!(await takeIncidentLock(sql))) return []
    const fresh = await newReports(sql, AT_ONCE)
    if (fresh.length > 0) await countHours(sql, now)
    const open = [...(await openIncidents(sql))]
    const found = await compare(sql, { fresh, open, settings, now })
    // All locks before the first write to what is locked by whoever takes turns in.
    const conversations = [...fresh, ...found.links.map(({ report }) => report)]
    await lockAll(sql, conversations)
    for (const { incident, report } of found.links) await linkReports(sql, incident.id, [report])
    const changes = [
      ...found.changes,
      ...(await growAll(sql, open, found.grown)),
      ...(await endQuiet(sql, settings, now)),
    ]
    await markCompared(sql, fresh)
    await tell(sql, changes, found.links, now)
    return changes.map(({ kind, incident: { id, customers } }) => ({
      kind,
      incident: id,
      customers,
    }))
  })
}

type Compared = { changes: Change[]; links: Link[]; grown: Set<string> }

/** What the new reports mean; incidents that are noticed are written, and put first in `open`. */
async function compare(
  sql: TransactionSql,
  {
    fresh,
    open,
    settings,
    now,
  }: {
    fresh: readonly StoredReport[]
    open: Incident[]
    settings: IncidentSettings
    now: Date
  },
): Promise<Compared> {
  const { changes, links, grown }: Compared = { changes: [], links: [], grown: new Set() }
  const settled = new Set<string>()
  for (const report of fresh) {
    if (settled.has(keyOf(report))) continue
    const known = open.find(({ id }) => id === report.incident) ?? findIncident(open, report)
    if (known !== undefined) {
      grown.add(known.id)
      if (report.incident === null) links.push({ incident: known, report })
      continue
    }
    const burst = await findBurst(sql, report, settings, settled)
    if (burst === null) continue
    const incident = await addIncident(sql, describe(burst.cluster, burst.usual), now)
    for (const one of burst.cluster.reports) {
      settled.add(keyOf(one))
      links.push({ incident, report: one })
    }
    open.unshift(incident)
    changes.push({ kind: 'noticed', incident, conversation: report.conversation })
  }
  return { changes, links, grown }
}

/** In one order: two writers of the same conversations must not wait for each other. */
async function lockAll(
  sql: TransactionSql,
  of: readonly Pick<Report, 'conversation'>[],
): Promise<void> {
  const ids = [...new Set(of.map(({ conversation }) => conversation))]
  await sql`
    select from app.conversation where id = any(${ids}::text[]) order by id for update
  `
}

async function isAnythingNew(
  sql: TransactionSql,
  settings: IncidentSettings,
  now: Date,
): Promise<boolean> {
  const [row] = await sql<{ is: boolean }[]>`
    select exists (select from app.trouble where is_new)
      or exists (select from app.incident
        where ended_at is null and last_report_at < ${quietSince(settings, now)}) as is
  `
  return row?.is === true
}

function quietSince({ quietMinutes }: IncidentSettings, now: Date): Date {
  return new Date(now.getTime() - quietMinutes * MINUTE_MS)
}

const keyOf = ({ conversation, seq }: Report) => `${conversation} ${seq}`

/** The reports around this one that are an incident together with it, in the short window or the long one. */
async function findBurst(
  sql: TransactionSql,
  report: Report,
  settings: IncidentSettings,
  settled: ReadonlySet<string>,
): Promise<{ cluster: Cluster; usual: number } | null> {
  const windowMs = settings.windowMinutes * MINUTE_MS
  const around = await looseReports(sql, {
    from: new Date(report.at.getTime() - windowMs * LONG_WINDOW),
    to: new Date(report.at.getTime() + windowMs * LONG_WINDOW),
    limit: MOST_AROUND,
  })
  const loose = around.filter((one) => !settled.has(keyOf(one)))
  const { reports } = findCluster(report, loose)
  for (const times of [1, LONG_WINDOW]) {
    const cluster = clusterOf(busiest(reports, report, windowMs * times))
    const needed = times === 1 ? settings.customers : settings.customers * 2
    if (cluster.customers < needed) continue
    const { counted, busier } = await readUsual(sql, cluster.anchor, report.at)
    const usual = usualPerWindow(counted, settings.windowMinutes * times, busier)
    if (isBurst(cluster.customers, usual, { ...settings, customers: needed }))
      return { cluster, usual: usual / times }
  }
  return null
}

/** Of the stretches of this length that hold the report, the one with the most conversations. */
function busiest(reports: readonly Report[], report: Report, lengthMs: number): Report[] {
  let best: Report[] = []
  for (const { at: start } of reports) {
    const end = start.getTime() + lengthMs
    if (start > report.at || report.at.getTime() > end) continue
    const within = reports.filter(({ at }) => at >= start && at.getTime() <= end)
    if (countCustomers(within) > countCustomers(best)) best = within
  }
  return best
}

function describe({ reports, traits, customers }: Cluster, usual: number) {
  return { startedAt: reports[0]!.at, lastReportAt: reports.at(-1)!.at, traits, customers, usual }
}

async function growAll(
  sql: TransactionSql,
  open: readonly Incident[],
  grown: ReadonlySet<string>,
): Promise<Change[]> {
  const changes: Change[] = []
  for (const incident of open.filter(({ id }) => grown.has(id))) {
    const reports = await reportsOf(sql, incident.id)
    const last = reports.at(-1)
    if (last === undefined) continue
    // What was forgotten meanwhile was counted before.
    const customers = Math.max(incident.customers, countCustomers(reports))
    const { toldCustomers: told } = incident
    const isTold = customers >= Math.max(told + TOLD_AGAIN.more, told * TOLD_AGAIN.times)
    const startedAt = reports[0]!.at
    await growIncident(sql, incident.id, { customers, startedAt, lastReportAt: last.at, isTold })
    Object.assign(incident, { customers, lastReportAt: last.at })
    if (isTold) changes.push({ kind: 'updated', incident, conversation: last.conversation })
  }
  return changes
}

async function endQuiet(
  sql: TransactionSql,
  settings: IncidentSettings,
  now: Date,
): Promise<Change[]> {
  const changes: Change[] = []
  for (const incident of await openIncidents(sql)) {
    if (incident.lastReportAt >= quietSince(settings, now)) continue
    await endIncident(sql, incident.id, now)
    const last = (await reportsOf(sql, incident.id)).at(-1)
    if (last) changes.push({ kind: 'ended', incident, conversation: last.conversation })
  }
  return changes
}

/** Events stand in conversations: leads hear of all of them, an agent of that one. */
async function tell(
  sql: TransactionSql,
  changes: readonly Change[],
  links: readonly Link[],
  now: Date,
): Promise<void> {
  const events = new Map<string, NewEvent[]>()
  const add = (conversation: string, event: NewEvent) =>
    events.set(conversation, [...(events.get(conversation) ?? []), event])
  for (const { kind, incident, conversation } of changes)
    add(conversation, { kind: `incident-${kind}`, data: changeData(incident) })
  const linked = new Set<string>()
  for (const {
    incident,
    report: { conversation },
  } of links) {
    const key = `${incident.id} ${conversation}`
    if (linked.has(key)) continue
    linked.add(key)
    add(conversation, { kind: 'incident-linked', data: linkedData(incident) })
  }
  for (const id of [...events.keys()].toSorted()) {
    const conversation = await lockConversation(sql, id, {}).catch(ignoreUnknown)
    if (conversation) await addEvents(sql, conversation, events.get(id)!, now)
  }
}

function changeData(incident: Incident): Record<string, unknown> {
  const { id, customers, usual, startedAt, lastReportAt, traits } = incident
  return {
    incident: id,
    customers,
    usual: Math.round(usual * 10) / 10,
    startedAt: startedAt.toISOString(),
    lastReportAt: lastReportAt.toISOString(),
    about: describeTraits(traits),
  }
}

function ignoreUnknown(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined
  throw error
}
