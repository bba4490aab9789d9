export { draftTicket } from './draft/draft-ticket.ts'
export { type DraftedTicket, toDraftedTicket } from './draft/drafted-ticket.ts'
export { findMissingFields } from './draft/find-missing.ts'
export { summarizeTranscript } from './draft/summarize.ts'
export {
  type DraftedTranscript,
  type DraftField,
  type DraftOptions,
  type MissingField,
  SENTENCE_KINDS,
  type SentenceKind,
  type SummarySentence,
  type TicketDraft,
} from './draft/types.ts'
export { wholeFields } from './draft/whole-fields.ts'
