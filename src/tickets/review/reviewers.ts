import { AppError } from '../../errors.ts'

/** Who does something with a ticket: the id and role of a caller. */
export type Doer = { id: string; role: string }

/**
 * Tickets are reviewed by the agent of the conversation, or a lead. Where no agent opened it (a CRM or a speech
 * system did), or it was passed on, every agent may be the one who talked.
 */
export function mayReview({ id, role }: Doer, { openedBy }: { openedBy: string | null }): boolean {
  if (role === 'lead') return true
  return role === 'agent' && (openedBy === id || !openedBy?.startsWith('agent:'))
}

/** Throws `FORBIDDEN`. */
export function refuseUnlessReviewer(doer: Doer, ticket: { openedBy: string | null }): void {
  if (mayReview(doer, ticket)) return
  throw new AppError('FORBIDDEN', 'This ticket is reviewed by the agent who talked, or a lead.', {
    hint: 'Ask your lead, with the id of the ticket.',
  })
}
