import type { DraftSentence } from '../draft.ts'

/** A sentence of an article as it would be told, and where it belongs. */
export type GivenSentence = DraftSentence & {
  /** Sentences of one paragraph, list or table have the same one. */
  group: string
  /** An item of a numbered list: with the others or not at all. */
  isStep: boolean
}

/** A part of an article that is put before the model: nothing a customer may not read. */
export type GivenPassage = {
  /** What the model calls it: `p1`. */
  label: string
  article: string
  /** Title and headings above it, for reading only. */
  heading: string
  sentences: GivenSentence[]
}

export type CutReason =
  | 'unknown-passage'
  | 'quote-not-found'
  | 'empty'
  | 'too-long'
  | 'prompt-echo'
  | 'invented-placeholder'
  | 'personal-data'
  | 'wrong-language'
  | 'foreign-words'
  | 'unsupported-specific'
  | 'other-sense'
  | 'improper'
  | 'guard'

/** Checks on one sentence that other rooms know. */
export type ClaimChecks = {
  /** The gate and the rules of conduct; null when the sentence may be told. */
  reasonToCut(sentence: DraftSentence): 'guard' | 'improper' | null
  /** Says a condition, fee, deadline or exception. */
  isCondition(text: string): boolean
  /** Conditions that a text leaves out of what it tells of these passages. */
  missingConditions(text: string, passages: { text: string }[]): string[]
}

/** Why the extractive answer is given although a model is there. */
export type FallbackReason =
  /** It failed a moment ago and is left alone for a while. */
  | 'resting'
  | 'over-budget'
  | 'unreachable'
  | 'refused'
  | 'declined'
  | 'tool-call'
  | 'bad-answer'
  | 'too-long'
  | 'first-sentence-late'
  | 'late'
  | 'no-claims'
  | 'nothing-verified'
  | 'incomplete'
  /** Steps in another order than the article's. */
  | 'out-of-order'
  | 'guard'
  | 'failed'
