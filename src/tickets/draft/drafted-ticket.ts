import type { SummarySentence, TicketDraft } from './types.ts'
import { wholeFields } from './whole-fields.ts'

/** A draft for whoever gave the transcript: of section 4 of the contracts, and the sentences one by one. */
export type DraftedTicket = {
  id: string | null
  /** Personal data masked. */
  summary: string
  type: string | null
  module: string | null
  department: string | null
  urgency: string | null
  priority: string | null
  sentiment: string | null
  /** Whole values by field name, those named in `personal` included. */
  fields: Record<string, string>
  /** Seqs of the turns each field was said in. */
  evidence: Record<string, number[]>
  confidence: Record<string, number>
  /** Fields whose values are personal data: to be kept apart and shown masked. */
  personal: string[]
  missing: { field: string; ask: string }[]
  keyTurns: { problem: number[]; solution: number[] }
  sentences: SummarySentence[]
}

export function toDraftedTicket(id: string | null, draft: TicketDraft): DraftedTicket {
  const { type, module, department, urgency, priority, sentiment, fields, keyTurns } = draft
  return {
    ...{ id, summary: draft.summaryText, type, module, department, urgency, priority, sentiment },
    fields: wholeFields(draft),
    evidence: Object.fromEntries(fields.map(({ field, evidence }) => [field, evidence])),
    confidence: Object.fromEntries(fields.map(({ field, confidence }) => [field, confidence])),
    personal: fields.filter(({ isPersonal }) => isPersonal).map(({ field }) => field),
    missing: draft.missing.map(({ field, ask }) => ({ field, ask })),
    ...{ keyTurns, sentences: draft.summary },
  }
}
