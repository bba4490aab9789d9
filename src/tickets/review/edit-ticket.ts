import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { SENTENCE_KINDS } from '../draft/types.ts'
import { applyEdit, type Edit } from './apply-edit.ts'
import { refuseOutdated } from './check-version.ts'
import { editablePlaces } from './find-findings.ts'
import { type Doer, refuseUnlessReviewer } from './reviewers.ts'
import { stepTicket } from './step-ticket.ts'
import type { Change } from './ticket-body.ts'
import { lockTicket, putContent, readContent, readTicket, type TicketRow } from './ticket-rows.ts'
import { refuseUnlessPossible } from './ticket-states.ts'

/**
 * Writes a person's values. Based on an older version it is refused only where one of the same places has changed
 * since, by a person or by the draft. Writing what stands there changes nothing.
 */
export async function editTicket(
  sql: TransactionSql,
  desk: Pick<Desk, 'taxonomy'>,
  input: { id: string; doer: Doer; version: number; edit: Edit; now: Date },
): Promise<TicketRow> {
  const { id, doer, version, edit, now } = input
  const locked = await lockTicket(sql, id, {})
  const { ticket } = locked
  refuseUnlessReviewer(doer, ticket)
  refuseUnlessPossible('edit', ticket.state)
  const content = await readContent(sql, ticket)
  const allowed = editablePlaces(desk, content, SENTENCE_KINDS)
  const edited = applyEdit(content, edit, allowed)
  const { changes, confirmed } = edited
  // The same request sent twice: what it wants is there already.
  if (changes.length === 0 && confirmed.length === 0) return ticket
  await refuseOutdated(
    sql,
    ticket,
    version,
    changes.map(({ path }) => path),
  )
  const state = 'edited'
  await putContent(sql, { id, version: ticket.version, state }, edited, now)
  // A confirmed place keeps its value; that a person vouches for it is a version of its own.
  const kept = confirmed.map((path): Change => {
    const value = edited.body.places[path]?.value ?? null
    return { path, from: value, to: value }
  })
  await stepTicket(sql, locked, {
    ...{ deed: 'edited', state, by: doer.id, now },
    changes: [...changes, ...kept],
  })
  return readTicket(sql, id, {})
}
