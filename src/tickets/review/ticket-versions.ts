import type { TransactionSql } from '../../db/index.ts'
import type { Change } from './ticket-body.ts'

export const VERSION_DEEDS = [
  'drafted',
  'edited',
  'approved',
  'rejected',
  'dispatched',
  'resolved',
  'visited',
  'closed',
  'reopened',
] as const
export type VersionDeed = (typeof VERSION_DEEDS)[number]

/** One step in the life of a ticket. */
export type TicketVersion = {
  version: number
  at: string
  /** Null: the program. */
  by: string | null
  deed: VersionDeed
  changes: Change[]
  reason: string | null
  /** In a person's own words. */
  note: string | null
}

export type NewVersion = {
  ticket: string
  version: number
  by: string | null
  deed: VersionDeed
  changes?: Change[]
  reason?: string | null
  note?: string | null
}

export async function addVersion(
  sql: TransactionSql,
  { ticket, version, by, deed, changes = [], reason = null, note = null }: NewVersion,
  now: Date,
): Promise<void> {
  await sql`
    insert into app.ticket_version (ticket, version, at, made_by, deed, changes, reason, note)
    values (${ticket}, ${version}, ${now}, ${by}, ${deed}, ${sql.json(changes)}, ${reason}, ${note})
  `
}

/** Versions after one, oldest first. */
export async function readVersions(
  sql: TransactionSql,
  ticket: string,
  after: number,
  limit: number,
): Promise<TicketVersion[]> {
  const rows = await sql<(Omit<TicketVersion, 'at'> & { at: Date })[]>`
    select version, at, made_by as by, deed, changes, reason, note
    from app.ticket_version
    where ticket = ${ticket} and version > ${after}
    order by version
    limit ${limit}
  `
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
