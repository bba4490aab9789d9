import { newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import { endVisits, planVisit } from '../follow-up/return-visits.ts'
import { closeLocked, reopenLocked } from './move-ticket.ts'
import { type Doer, refuseUnlessReviewer } from './reviewers.ts'
import { stepTicket } from './step-ticket.ts'
import { lockTicket, readTicket, type TicketRow } from './ticket-rows.ts'
import { refuseUnlessPossible } from './ticket-states.ts'

/** What came of asking the customer afterwards. */
export type Visit = {
  id: string
  round: number
  at: string
  by: string
  reached: boolean
  /** Null where nobody was reached. */
  solved: boolean | null
  /** From 1 to 5; null where the customer gave none. */
  satisfaction: number | null
  note: string | null
}

export type NewVisit = Pick<Visit, 'reached' | 'solved' | 'satisfaction' | 'note'>

/**
 * Writes down a return visit. Solved closes the ticket, not solved reopens it; where nobody was reached it stays as
 * it is and is visited again.
 */
export async function visitTicket(
  sql: TransactionSql,
  desk: Pick<Desk, 'dispatch'>,
  input: { id: string; doer: Doer; now: Date; visit: NewVisit },
): Promise<{ ticket: TicketRow; visit: Visit }> {
  const { id, doer, now, visit } = input
  refuseContradiction(visit)
  const locked = await lockTicket(sql, id, {})
  refuseUnlessReviewer(doer, locked.ticket)
  refuseUnlessPossible('visit', locked.ticket.state)
  const { state, round } = locked.ticket
  const kept: Visit = { id: newId('v'), round, at: now.toISOString(), by: doer.id, ...visit }
  await sql`
    insert into app.ticket_visit
      (id, ticket, round, at, made_by, reached, solved, satisfaction, note)
    values (${kept.id}, ${id}, ${round}, ${now}, ${doer.id}, ${visit.reached}, ${visit.solved},
      ${visit.satisfaction}, ${visit.note})
  `
  const outcome = visit.reached ? 'done' : 'not-reached'
  await endVisits(sql, locked.ticket.conversation, { by: doer.id, now, outcome })
  const lastEvent = await stepTicket(sql, locked, { deed: 'visited', state, by: doer.id, now })
  const visited = { ticket: await readTicket(sql, id, {}), lastEvent }
  const by = { by: doer.id, now, note: visit.note }
  if (visit.solved === true) await closeLocked(sql, desk, visited, { ...by, reason: 'solved' })
  if (visit.solved === false) await reopenLocked(sql, visited, { ...by, reason: 'not-solved' })
  if (!visit.reached) {
    const conversation = { id: locked.ticket.conversation, lastEvent }
    await planVisit(sql, desk, { conversation, ticket: id, round, now })
  }
  return { ticket: await readTicket(sql, id, {}), visit: kept }
}

export async function readVisits(sql: TransactionSql, ticket: string): Promise<Visit[]> {
  const rows = await sql<(Omit<Visit, 'at'> & { at: Date })[]>`
    select id, round, at, made_by as by, reached, solved, satisfaction::int, note
    from app.ticket_visit
    where ticket = ${ticket}
    order by at, id
  `
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

function refuseContradiction({ reached, solved, satisfaction }: NewVisit): void {
  const isWhole = reached ? solved !== null : solved === null && satisfaction === null
  if (isWhole) return
  throw new AppError('BAD_INPUT', 'The visit contradicts itself.', {
    hint: 'Where the customer was reached say whether it is solved; where not, leave solved and satisfaction out.',
    place: { field: 'solved' },
  })
}
