import type { MissingFact } from '../../compose/types.ts'
import type { Transcript } from '../../conversations/types.ts'
import type { Desk } from '../../desk/types.ts'
import type { Lang } from '../../text/types.ts'
import type { Triage } from '../../triage/classifier/index.ts'

/** What a draft is made from; partial speech results and turns sent twice are sorted out by the draft. */
export type DraftedTranscript = Pick<Transcript, 'turns'> & Partial<Omit<Transcript, 'turns'>>

export type DraftOptions = {
  desk: Pick<Desk, 'timeZone' | 'taxonomy'>
  /** Decides which fields are required. Left out or null: it was not classified, or the classifier failed. */
  classification?: Triage | null
  /** When the conversation takes place, for turns without a time of their own. */
  now: Date
}

/** A field of the ticket, filled from what was said. */
export type DraftField = {
  /** Name of a field in the taxonomy. */
  field: string
  /**
   * Numbers in digits, instants as `2026-11-20T20:00+08:00` in the desk's time zone (a day alone: `2026-11-20`),
   * one of the allowed values where the taxonomy lists them. Masked where `isPersonal`.
   */
  value: string
  /** Seqs of the turns that say it, rising; never empty. */
  evidence: number[]
  /** From 0 to 1. */
  confidence: number
  /** The whole value stands in `personal` under the same name, and nowhere else. */
  isPersonal: boolean
}

export const SENTENCE_KINDS = ['problem', 'done', 'result', 'promise', 'next-step'] as const
export type SentenceKind = (typeof SENTENCE_KINDS)[number]

/** A sentence of the summary: words of the turns it names, shortened, personal data masked. */
export type SummarySentence = {
  kind: SentenceKind
  text: string
  /** Seqs of the turns it was taken from, rising; never empty. */
  evidence: number[]
  /** Until when something was promised, with the desk's offset; null where no time was said. Of a promise alone. */
  due: string | null
}

/** A required field nobody has said yet, with the polite question for it in the conversation's language. */
export type MissingField = MissingFact & { description: string }

/** A ticket as a conversation gives it so far. Nothing in it was not said; the same turns give the same draft. */
export type TicketDraft = {
  lang: Lang
  /** The type whose fields are required: an id of the taxonomy; null where it is not known. */
  type: string | null
  module: string | null
  department: string | null
  urgency: string | null
  priority: string | null
  sentiment: string | null
  /** In the taxonomy's order; fields that another type requires follow, where they were said. */
  fields: DraftField[]
  /** Whole values of the personal fields by name: to be kept apart from the rest and shown masked. */
  personal: Record<string, string>
  missing: MissingField[]
  /** In the order problem, done, result, promise, next step; empty for a conversation that says nothing. */
  summary: SummarySentence[]
  /** The summary as one text. */
  summaryText: string
  /** Seqs of the turns in which the problem is told and in which a solution is offered, rising. */
  keyTurns: { problem: number[]; solution: number[] }
  /** The last turn it was made from; 0 for none. */
  throughSeq: number
}
