import type { MissingFact, Outcome, SuggestedSentence } from './types.ts'

/** A sentence with what parts it from the one before: nothing, a blank, a new line, or an empty line. */
export type DraftSentence = SuggestedSentence & { lead: '' | ' ' | '\n' | '\n\n' }

/** What composition proposes; the guard decides what of it may be shown. */
export type Draft = {
  outcome: Outcome
  sentences: DraftSentence[]
  /** Left out for `no-answer`. */
  confidence?: number
  missing: MissingFact[]
}

/** The text for the customer: the sentences, joined as they were led in. */
export function joinSentences(sentences: DraftSentence[]): string {
  return sentences.map(({ lead, text }, index) => (index === 0 ? '' : lead) + text).join('')
}
