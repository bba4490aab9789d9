import type { View } from './term-keys.ts'

/**
 * What a match in each view is worth, times its inverse document frequency. Latin words carry more than Chinese
 * ones, because a Chinese word is also found by its characters and bigrams, and because a Latin word inside
 * Chinese is usually the name of the thing. Found by coordinate search over the retrieval and grounding
 * sets of ../shared/bench and the desk questions of evals/cases at once, one setting for all (2026-11-21).
 */
export type ViewWeight = { latin: number; chinese: number }

export const WEIGHTS: Record<View, ViewWeight> = {
  word: { latin: 2, chinese: 0.5 },
  titleWord: { latin: 0.4, chinese: 0.15 },
  character: { latin: 0, chinese: 0.5 },
  bigram: { latin: 0, chinese: 0.27 },
  fragment: { latin: 0.16, chinese: 0 },
  pair: { latin: 0.18, chinese: 0.18 },
  titleBigram: { latin: 0, chinese: 0.05 },
  titleFragment: { latin: 0.04, chinese: 0 },
  titlePair: { latin: 0.8, chinese: 0.8 },
}

/** What is left of a stop word's weight; in the title views all of it. */
export const STOP_WEIGHTS: Partial<Record<View, ViewWeight>> = {
  word: { latin: 0.5, chinese: 0.8 },
  character: { latin: 1, chinese: 0.36 },
  bigram: { latin: 1, chinese: 0.9 },
}

/** Earlier turns: the last before the need counts `weight`, each further one `decay` times the one after it. */
export const CONTEXT = { weight: 0.45, decay: 0.8, maxTurns: 10 }

/** What the desk's own term counts where the customer used another word for it; 0.6 and 1 put it before what was really said (2026-11-21). */
export const OFFICIAL = 0.3

/** What a known word counts that an unknown one of the question may be a slip of. */
export const SLIP = 0.7

/** BM25 in the term views; the same in the features, whose length is that of the whole chunk and counts less. */
export const BM25 = { k1: 1.2, b: 0.75, gramB: 0.25 }

/** What a way of asking that is the question itself adds to a score, as a part of the ideal score. */
export const ASKED = 0.08
