import type { Lang } from '../text/types.ts'

/** What a retrieval shows of how well its first passage fits, each from 0 to 1. */
export type ConfidenceFeatures = {
  /** Share of the query's rarity (idf) that stands in the first passage. */
  coverage: number
}

/** How sure we are that the first passage answers: 0 to 1. */
export function estimateConfidence(features: ConfidenceFeatures, _lang: Lang): number {
  return features.coverage
}
