import type { Audience } from '../articles/types.ts'

export const OUTCOMES = [
  'answer',
  'clarify',
  'no-answer',
  'refused',
  'soothe',
  'escalate',
  'nothing',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** `quoted`: verbatim from the knowledge base. `grounded`: reworded and verified. `phrase`: a set phrase. There is no fourth. */
export type Basis = 'quoted' | 'grounded' | 'phrase'

export type Citation = {
  article: string
  title: string
  chunk: string
  /** UTF-16 offsets of the quote in the article as the customer store holds it. */
  start: number
  end: number
  /** First line of the quote there, from 1. */
  line: number
  quote: string
  /** Content hash of the cited article part. */
  rev: string
  /** Only where it is so: the article is past its review date. */
  isStale?: boolean
}

export type SuggestedSentence = {
  text: string
  basis: Basis
  /** Empty only for a set phrase that is not in the knowledge base's articles. */
  citations: Citation[]
}

/** A fact the customer has to give before the answer can be acted on, with the polite question for it. */
export type MissingFact = { field: string; ask: string }

/** Quoted for the agent's eyes only; never part of `text`. */
export type Guidance = {
  audience: Exclude<Audience, 'customer'>
  article: string
  title: string
  chunk: string
  quote: string
}

export type Finding = {
  rule: string
  start: number
  end: number
  severity: 'block' | 'warn' | 'hint'
  /** In the agent's language. */
  message: string
  suggest?: string
}

export type Suggestion = {
  outcome: Outcome
  /** The only part meant for a customer: the sentences, joined. */
  text: string
  sentences: SuggestedSentence[]
  /** Left out where `outcome` is `no-answer`. */
  confidence?: number
  missing: MissingFact[]
  guidance: Guidance[]
  findings: Finding[]
  engine: 'extractive' | 'model'
  /** The turn (its seq) this answers. */
  forTurn: number
  generation: number
  ms: number
}
