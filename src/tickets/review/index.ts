export type { Edit } from './apply-edit.ts'
export {
  ACCEPT_REASONS,
  type AcceptReason,
  type Approval,
  type Approved,
  approveTicket,
} from './approve-ticket.ts'
export { editTicket } from './edit-ticket.ts'
export { editablePlaces, findFindings, type TicketFinding } from './find-findings.ts'
export type { Content } from './merge-draft.ts'
export {
  CLOSE_REASONS,
  type CloseReason,
  closeTicket,
  REJECT_REASONS,
  REOPEN_REASONS,
  type RejectReason,
  type ReopenReason,
  rejectTicket,
  reopenTicket,
  resolveTicket,
} from './move-ticket.ts'
export { type Doer, mayReview, refuseUnlessReviewer } from './reviewers.ts'
export { type StoredDraft, storeDraft } from './store-draft.ts'
export {
  type Change,
  CLASS_NAMES,
  type ClassName,
  type Held,
  type PersonalValues,
  pathOf,
  type TicketBody,
} from './ticket-body.ts'
export {
  listTickets,
  lockTicket,
  readContent,
  readPersonal,
  readTicket,
  readTicketOf,
  type TicketFilter,
  type TicketRow,
  type TicketScope,
} from './ticket-rows.ts'
export { TICKET_STATES, type TicketState } from './ticket-states.ts'
export { readVersions, type TicketVersion, VERSION_DEEDS } from './ticket-versions.ts'
export { type NewVisit, readVisits, type Visit, visitTicket } from './visit-ticket.ts'
