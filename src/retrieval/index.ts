export { buildQuery } from './build-query.ts'
export { answerThreshold } from './confidence.ts'
export { type EncodedTerms, encodeTerms } from './encode-terms.ts'
export { TERMS_VERSION, termsWithin } from './index-terms.ts'
export { lastBurst, type SaidTurn } from './last-burst.ts'
export { findOtherNames, withOfficialTerms } from './official-terms.ts'
export { inLearnedOrder, MOST_SHIFT, type RankSignal, setRankSignal } from './rank-signal.ts'
export { type ReadingRole, type RetrieveOptions, retrieve } from './retrieve.ts'
export type { Passage, Query, Retrieval } from './types.ts'
export {
  finishPostings,
  type PostingRow,
  removePostings,
  startLoad,
  writePostings,
} from './write-postings.ts'
