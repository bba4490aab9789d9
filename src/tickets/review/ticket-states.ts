import { AppError } from '../../errors.ts'

export const TICKET_STATES = [
  'draft',
  'edited',
  'approved',
  'rejected',
  'dispatched',
  'resolved',
  'closed',
] as const
export type TicketState = (typeof TICKET_STATES)[number]

/** What people do with a ticket. The program itself drafts and dispatches. */
export type Deed = 'edit' | 'approve' | 'reject' | 'resolve' | 'visit' | 'close' | 'reopen'

/** From where a deed may be done. Nothing but an approval leads out of the first two. */
const POSSIBLE_FROM: Record<Deed, readonly TicketState[]> = {
  edit: ['draft', 'edited'],
  approve: ['draft', 'edited'],
  reject: ['draft', 'edited'],
  resolve: ['approved', 'dispatched'],
  visit: ['approved', 'dispatched', 'resolved'],
  close: ['approved', 'dispatched', 'resolved'],
  reopen: ['approved', 'dispatched', 'resolved', 'closed', 'rejected'],
}

/** What to do first, where a deed is not possible yet or any more. */
const WAY: Record<Deed, string> = {
  edit: 'Reopen it to change it; it has to be approved again then.',
  approve: 'Reopen it first.',
  reject: 'Close it, or reopen it and reject it then.',
  resolve: 'A result belongs to a ticket that was approved and is not closed.',
  visit: 'A return visit belongs to a ticket that was approved and is not closed.',
  close: 'Only a ticket that was approved is closed; a draft is rejected.',
  reopen: 'It is open for changes already.',
}

/** Throws `CONFLICT` where the state does not allow it. */
export function refuseUnlessPossible(deed: Deed, state: TicketState): void {
  if (POSSIBLE_FROM[deed].includes(state)) return
  throw new AppError('CONFLICT', `The ticket is '${state}'.`, { hint: WAY[deed] })
}

/** States in which drafts go on by themselves. */
export function isStillDrafted(state: TicketState): boolean {
  return state === 'draft' || state === 'edited'
}
