import type { TransactionSql } from '../db/index.ts'
import { type About, describeTraits, type Incident } from '../triage/incidents/index.ts'
import { maskText } from './mask-turns.ts'

/** Examples shown of an incident: the first reports, and the latest. */
const FIRST = 2
const LATEST = 4
/** Characters of an example. */
const LONGEST = 200

export type IncidentExample = {
  conversation: string
  seq: number
  at: string
  /** What the customer said, personal data masked. */
  quote: string
}

/** A mass incident as people of the desk see it. */
export type IncidentView = {
  id: string
  state: 'open' | 'ended'
  about: About
  /** Different customers so far, and how many are usual in the desk's window. */
  customers: number
  usual: number
  startedAt: string
  noticedAt: string
  lastReportAt: string
  endedAt: string | null
  takenBy: string | null
  takenAt: string | null
  verdict: Incident['verdict']
  examples: IncidentExample[]
}

/** With the words of its first and latest reports, read where they stand: what is forgotten is in no example. */
export async function viewIncident(sql: TransactionSql, incident: Incident): Promise<IncidentView> {
  const { id, customers, usual, takenBy, verdict } = incident
  return {
    id,
    state: incident.endedAt === null ? 'open' : 'ended',
    about: describeTraits(incident.traits),
    customers,
    usual: Math.round(usual * 10) / 10,
    startedAt: incident.startedAt.toISOString(),
    noticedAt: incident.noticedAt.toISOString(),
    lastReportAt: incident.lastReportAt.toISOString(),
    endedAt: incident.endedAt?.toISOString() ?? null,
    takenBy,
    takenAt: incident.takenAt?.toISOString() ?? null,
    verdict,
    examples: await readExamples(sql, id),
  }
}

async function readExamples(sql: TransactionSql, incident: string): Promise<IncidentExample[]> {
  const rows = await sql<{ conversation: string; seq: number; at: Date; text: string }[]>`
    select conversation, seq, at, text
    from (
      select trouble.conversation, trouble.seq, trouble.at, text,
        row_number() over (order by trouble.at, trouble.conversation, trouble.seq) as first,
        row_number() over (order by trouble.at desc, trouble.conversation, trouble.seq) as latest
      from app.trouble
      join app.turn using (conversation, seq)
      where incident = ${incident}
    ) told
    where first <= ${FIRST} or latest <= ${LATEST}
    order by at, conversation, seq
  `
  return rows.map(({ text, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    quote: shorten(maskText(text)),
  }))
}

function shorten(text: string): string {
  const characters = [...text]
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text
}
