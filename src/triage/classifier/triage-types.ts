import type { UrgentCall } from './find-urgency.ts'
import type { LabelConfidence } from './types.ts'

/** The fields of a triage, each decided for itself. */
export const CLASS_FIELDS = [
  'type',
  'module',
  'department',
  'urgency',
  'priority',
  'sentiment',
] as const
export type ClassField = (typeof CLASS_FIELDS)[number]

/** What was found for one field of the triage. */
export type Finding = {
  /** An id of the taxonomy (for `sentiment`: negative, neutral, positive), or `unknown`. */
  value: string
  /** That `value` is right; where it is `unknown`, that the best runner-up is. From 0 to 1. */
  confidence: number
  /** Turns it rests on, in order; empty where it is `unknown`. */
  turns: number[]
  /** What it was read from: words as they were said, or folded terms. */
  cues: string[]
  /** The next best, best first; at most three. */
  runnersUp: LabelConfidence[]
  /** Somebody of the desk decided it. */
  isConfirmed?: true
}

/** A field is `null` where it could not be determined at all: no taxonomy to learn from, or a failure. */
export type Triage = Record<ClassField, Finding | null> & {
  /** Calls for help, each kind once; empty when there is none. */
  urgent: UrgentCall[]
}
