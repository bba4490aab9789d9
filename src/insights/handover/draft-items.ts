import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/index.ts'
import { listFollowUps } from '../../tickets/follow-up/index.ts'
import { listTickets, type TicketRow } from '../../tickets/review/index.ts'
import { maskWithin } from '../../tickets/review/mask-value.ts'
import { listIncidents } from '../../triage/incidents/index.ts'
import type { DraftedItem, Fact, FactName } from './types.ts'

/** Tickets that somebody has to see to. */
const OPEN = ['draft', 'edited', 'approved', 'dispatched'] as const
/** More of one kind than this is no handover any more; the latest are taken. */
const MOST = 200

type Shift = { from: Date; until: Date }

/** What the next shift has to know, as far as the system knows it: tickets, what is owed, warnings, incidents, figures. */
export async function draftItems(
  sql: TransactionSql,
  desk: Desk,
  shift: Shift,
): Promise<DraftedItem[]> {
  const gravest = desk.taxonomy.urgencies[0]?.id ?? null
  const tickets = await readOpenTickets(sql)
  return [
    ...tickets.map((ticket) => ticketItem(ticket, gravest, shift.until)),
    ...(await owedItems(sql)),
    ...(await warningItems(sql, shift)),
    ...(await incidentItems(sql, shift)),
    ...(await countItems(sql, shift)),
  ]
}

async function readOpenTickets(sql: TransactionSql): Promise<TicketRow[]> {
  const none = { type: null, department: null, conversation: null, overdueAt: null, after: null }
  const found: TicketRow[] = []
  for (const state of OPEN)
    found.push(...(await listTickets(sql, { ...none, scope: {}, state, limit: MOST })))
  return found.sort((a, b) => dueOf(a) - dueOf(b) || (a.id < b.id ? -1 : 1))
}

function dueOf({ deadline }: TicketRow): number {
  return deadline?.getTime() ?? Number.MAX_SAFE_INTEGER
}

/** A ticket that was reopened, is overdue or of the gravest urgency is a hard one. */
function ticketItem(ticket: TicketRow, gravest: string | null, now: Date): DraftedItem {
  const value = (path: string) => ticket.body.places[path]?.value ?? null
  const isHard =
    ticket.round > 1 ||
    (ticket.deadline !== null && ticket.deadline < now) ||
    (gravest !== null && value('urgency') === gravest)
  const background = value('summary.problem') ?? value('field.problem')
  return {
    section: isHard ? 'special' : 'unfinished',
    source: { kind: 'ticket', id: ticket.id },
    conversation: ticket.conversation,
    title: firstLine(background ?? ticket.id),
    facts: facts({
      background,
      progress: value('summary.done') ?? value('summary.result'),
      'next-step': value('summary.next-step'),
      promise: value('summary.promise'),
      state: ticket.state,
      type: value('type'),
      department: value('department'),
      urgency: value('urgency'),
      deadline: ticket.deadline?.toISOString() ?? null,
      reopened: ticket.round > 1 ? String(ticket.round - 1) : null,
    }),
  }
}

async function owedItems(sql: TransactionSql): Promise<DraftedItem[]> {
  const none = { kind: null, conversation: null, dueBefore: null, after: null }
  const open = await listFollowUps(sql, { ...none, state: 'open', limit: MOST })
  const taken = await listFollowUps(sql, { ...none, state: 'taken', limit: MOST })
  return [...open, ...taken]
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map(({ id, conversation, kind, note, dueAt, state, takenBy }) => ({
      section: 'unfinished',
      source: { kind: 'follow-up', id },
      conversation,
      title: firstLine(note),
      facts: facts({
        kind,
        background: note,
        due: dueAt.toISOString(),
        state,
        'taken-by': takenBy,
      }),
    }))
}

/** Customers who threatened, called for help or named the press: whoever speaks to them next has to know. */
async function warningItems(sql: TransactionSql, { from, until }: Shift): Promise<DraftedItem[]> {
  const rows = await sql<
    {
      conversation: string
      id: number
      at: Date
      name: string
      cue: string
      takenBy: string | null
    }[]
  >`
    select event.conversation, event.id, event.at, event.payload ->> 'name' as name,
      event.payload ->> 'cue' as cue, warning_take.taken_by as "takenBy"
    from app.event
    left join app.warning_take
      on warning_take.conversation = event.conversation and warning_take.event = event.id
    where event.kind = 'warning-raised' and event.at >= ${from} and event.at < ${until}
    order by event.at desc, event.conversation, event.id
    limit ${MOST}
  `
  return rows.map(({ conversation, id, at, name, cue, takenBy }) => ({
    section: 'special',
    source: { kind: 'warning', id: `${conversation}:${id}` },
    conversation,
    title: firstLine(name),
    facts: facts({
      cue: cue === null ? null : (maskWithin(cue) ?? cue),
      since: at.toISOString(),
      state: takenBy === null ? 'open' : 'taken',
      'taken-by': takenBy,
    }),
  }))
}

/** Incidents of the shift: those that go on, and those that ended in it. */
async function incidentItems(sql: TransactionSql, { from, until }: Shift): Promise<DraftedItem[]> {
  const incidents = await listIncidents(sql, { state: 'all', limit: MOST })
  return incidents
    .filter(({ noticedAt, endedAt }) => noticedAt < until && (endedAt === null || endedAt >= from))
    .map(({ id, traits, startedAt, endedAt, customers, takenBy, verdict }) => ({
      section: 'anomalies',
      source: { kind: 'incident', id },
      conversation: null,
      title: firstLine(traits.map((trait) => trait.replace(/^\w+:/u, '')).join(' · ') || id),
      facts: facts({
        since: startedAt.toISOString(),
        until: endedAt?.toISOString() ?? null,
        scope: String(customers),
        state: verdict ?? (endedAt === null ? 'open' : 'ended'),
        'taken-by': takenBy,
      }),
    }))
}

async function countItems(sql: TransactionSql, { from, until }: Shift): Promise<DraftedItem[]> {
  const [row] = await sql<Record<string, number>[]>`
    select
      (select count(*)::int from app.conversation where opened_at >= ${from} and opened_at < ${until})
        as "conversations-opened",
      (select count(*)::int from app.conversation where closed_at >= ${from} and closed_at < ${until})
        as "conversations-closed",
      (select count(*)::int from app.ticket where approved_at >= ${from} and approved_at < ${until})
        as "tickets-approved",
      (select count(*)::int from app.ticket where closed_at >= ${from} and closed_at < ${until})
        as "tickets-closed",
      (select count(*)::int from app.follow_up where done_at >= ${from} and done_at < ${until})
        as "follow-ups-done",
      (select count(*)::int from app.event
        where kind = 'warning-raised' and at >= ${from} and at < ${until}) as "warnings-raised"
  `
  return Object.entries(row ?? {}).map(([id, count]) => ({
    section: 'log',
    source: { kind: 'count', id },
    conversation: null,
    title: id,
    facts: facts({ count: String(count) }),
  }))
}

function facts(known: Partial<Record<FactName, string | null>>): Fact[] {
  return Object.entries(known).flatMap(([name, value]) =>
    value === null || value === undefined || value === ''
      ? []
      : [{ name: name as FactName, value }],
  )
}

const LONGEST_TITLE = 80

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n', 1)
  const chars = Array.from(line)
  return chars.length > LONGEST_TITLE
    ? `${chars.slice(0, LONGEST_TITLE - 1).join('')}…`
    : line || '—'
}
