export { buildQuery, type SaidTurn } from './build-query.ts'
export { answerThreshold } from './confidence.ts'
export { type ChunkText, type IndexTerms, indexTerms, TERMS_VERSION } from './index-terms.ts'
export { type ReadingRole, type RetrieveOptions, retrieve } from './retrieve.ts'
export type { Passage, Query, Retrieval } from './types.ts'
export {
  finishPostings,
  type PostingRow,
  removePostings,
  startLoad,
  writePostings,
} from './write-postings.ts'
