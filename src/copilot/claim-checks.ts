import { joinSentences } from '../compose/draft.ts'
import type { ClaimChecks } from '../compose/model/types.ts'
import { findMissingConditions, isCondition } from '../guard/check-completeness.ts'
import { findPromises } from '../guard/check-promises.ts'
import { findInternalRecords } from '../guard/check-records.ts'
import { findUnsupported } from '../guard/check-specifics.ts'
import { findConductFaults } from '../guard/conduct.ts'
import { type DraftEvidence, guardDraft } from '../guard/guard-draft.ts'
import type { Situation } from './read-situation.ts'

/** The guard's checks, in the form in which composition with a model asks for them. */
export function claimChecks({ desk }: Situation, evidence: DraftEvidence): ClaimChecks {
  return {
    reasonToCut(sentence) {
      const draft = { outcome: 'answer' as const, sentences: [sentence], missing: [] }
      if (guardDraft(draft, evidence).dropped.length > 0) return 'guard'
      const text = joinSentences([sentence])
      const passages = sentence.citations.map(({ title, quote }) => ({ title, text: quote }))
      const sources = passages.flatMap(({ title, text }) => [title, text])
      const faults = [
        ...findConductFaults(text),
        ...findPromises(text, passages),
        ...findInternalRecords(text),
        ...findUnsupported(text, { sources, turns: [], desk }).spans,
      ]
      return faults.length > 0 ? 'improper' : null
    },
    isCondition,
    missingConditions: findMissingConditions,
  }
}
