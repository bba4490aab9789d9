import type { Appended } from '../../conversations/index.ts'
import { addEvents } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { describeTraits } from './describe-incident.ts'
import type { Report } from './find-cluster.ts'
import {
  type Incident,
  incidentOf,
  openIncidents,
  putReport,
  removeReports,
} from './incident-rows.ts'
import type { Trouble } from './read-trouble.ts'
import { isSameTrouble, profileOf } from './same-trouble.ts'

export type FindTrouble = (text: string) => Trouble | null

/**
 * Keeps what the customer's turns report, in the transaction that takes them in. Where an incident of that kind goes on,
 * the conversation is linked to it at once, which `incident-linked` tells. Returns the number of its last event.
 */
export async function takeReports(
  sql: TransactionSql,
  findTrouble: FindTrouble,
  { conversation, changed }: Appended,
  now: Date,
): Promise<number> {
  const said = changed.filter((turn) => turn.final && turn.speaker === 'customer')
  const read = said.map((turn) => ({ turn, trouble: findTrouble(turn.text) }))
  const revised = read.filter(({ turn, trouble }) => trouble === null && turn.rev > 0)
  if (revised.length > 0) {
    const seqs = revised.map(({ turn }) => turn.seq)
    await removeReports(sql, conversation.id, seqs)
  }
  const reports = read.flatMap(({ turn: { seq, at }, trouble }): Report[] =>
    trouble === null
      ? []
      : [{ conversation: conversation.id, seq, at: reportTime(at, now), ...trouble }],
  )
  if (reports.length === 0) return conversation.lastEvent
  const before = await incidentOf(sql, conversation.id)
  const open = before === null ? await openIncidents(sql) : [before]
  let linked: Incident | undefined
  for (const report of reports) {
    const incident = findIncident(open, report)
    linked ??= incident
    await putReport(sql, { ...report, incident: incident?.id ?? null })
  }
  if (linked === undefined || before !== null) return conversation.lastEvent
  const told = { kind: 'incident-linked', data: linkedData(linked) } as const
  return addEvents(sql, conversation, [told], now)
}

/** What an agent is told of the incident that the conversation belongs to. */
export function linkedData(incident: Incident): Record<string, unknown> {
  const { id, startedAt, customers, traits } = incident
  return {
    incident: id,
    startedAt: startedAt.toISOString(),
    customers,
    about: describeTraits(traits),
  }
}

/** An incident that goes on and that the report tells of as well. */
export function findIncident(
  open: readonly Incident[],
  { traits }: Pick<Report, 'traits'>,
): Incident | undefined {
  const profile = profileOf(traits)
  return open.find((incident) => isSameTrouble(profile, profileOf(incident.traits)))
}

/** The incident that goes on and that this trouble is one of; null where there is none. */
export async function ongoingIncident(
  sql: TransactionSql,
  trouble: Pick<Trouble, 'traits'>,
): Promise<Incident | null> {
  return findIncident(await openIncidents(sql), trouble) ?? null
}

/** A sender's clock may be ahead; what is filled in later was said when it was said. */
function reportTime(at: string | null, now: Date): Date {
  if (at === null) return now
  const said = new Date(at)
  return said < now ? said : now
}
