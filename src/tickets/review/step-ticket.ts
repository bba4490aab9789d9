import { addEvents, type NewEvent } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Change } from './ticket-body.ts'
import type { LockedTicket, TicketRow } from './ticket-rows.ts'
import type { TicketState } from './ticket-states.ts'
import { addVersion, type VersionDeed } from './ticket-versions.ts'

export type Step = {
  deed: VersionDeed
  state: TicketState
  /** Null: the program. */
  by: string | null
  now: Date
  changes?: Change[]
  reason?: string | null
  note?: string | null
  /** Columns that change with it, by their names in the table. */
  set?: Record<string, string | number | Date | null>
}

/** Moves a locked ticket one version on, writes down who did it and tells of it. Returns the number of the last event. */
export async function stepTicket(
  sql: TransactionSql,
  { ticket, lastEvent }: LockedTicket,
  { deed, state, by, now, changes = [], reason = null, note = null, set = {} }: Step,
): Promise<number> {
  const version = ticket.version + 1
  const columns = { ...set, state, version, changed_at: now }
  await sql`update app.ticket set ${sql(columns)} where id = ${ticket.id}`
  await addVersion(sql, { ticket: ticket.id, version, by, deed, changes, reason, note }, now)
  const told = ticketChanged(ticket, { version, state, deed, by, changes })
  return tellOf(sql, { ticket, lastEvent }, [told], now)
}

/** Events of a locked ticket go into its conversation. Returns the number of the last. */
export function tellOf(
  sql: TransactionSql,
  { ticket, lastEvent }: LockedTicket,
  events: NewEvent[],
  now: Date,
): Promise<number> {
  return addEvents(sql, { id: ticket.conversation, lastEvent }, events, now)
}

/** Says where something changed, never to what: whoever may see it reads the ticket. */
function ticketChanged(
  { id, round, state: from }: TicketRow,
  step: Pick<Step, 'state' | 'deed' | 'by'> & { version: number; changes: Change[] },
): NewEvent {
  const { version, state, deed, by, changes } = step
  const changed = changes.map(({ path }) => path)
  return {
    kind: 'ticket-changed',
    data: { ticket: id, version, round, state, from, deed, by, changed },
  }
}
