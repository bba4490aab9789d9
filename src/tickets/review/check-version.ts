import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { TicketPath } from './ticket-body.ts'
import type { TicketRow } from './ticket-rows.ts'
import { readVersions, type TicketVersion } from './ticket-versions.ts'

/** So many versions are listed in a conflict; whoever is further behind reads the ticket anew. */
const LISTED = 50

/**
 * Refuses what was decided on an older version: `paths` are the places it concerns, undefined all of them. What has
 * changed elsewhere since does not matter. Throws `CONFLICT` with the current version and what changed.
 */
export async function refuseOutdated(
  sql: TransactionSql,
  ticket: TicketRow,
  version: number,
  paths?: readonly TicketPath[],
): Promise<void> {
  if (version === ticket.version) return
  if (version > ticket.version || version < 1) throw unknownVersion(ticket)
  const since = await readVersions(sql, ticket.id, version, LISTED)
  const isComplete = since.at(-1)?.version === ticket.version
  const isTouched = since.some(({ changes }) => changes.some(({ path }) => paths?.includes(path)))
  if (paths !== undefined && isComplete && !isTouched) return
  throw outdated(ticket, version, since)
}

function outdated(ticket: TicketRow, version: number, since: TicketVersion[]): AppError {
  const paths = [...new Set(since.flatMap(({ changes }) => changes.map(({ path }) => path)))]
  const what = paths.length > 0 ? ` Since then: ${paths.join(', ')}.` : ''
  return new AppError(
    'CONFLICT',
    `The ticket is at version ${ticket.version}, not ${version}.${what}`,
    {
      hint: `Look at what changed, then send it again with version ${ticket.version}.`,
      details: { version: ticket.version, state: ticket.state, since },
    },
  )
}

function unknownVersion({ version, state }: TicketRow): AppError {
  return new AppError('CONFLICT', `The ticket has no such version; it is at ${version}.`, {
    hint: 'Read the ticket and send the version of that answer.',
    details: { version, state, since: [] },
  })
}
