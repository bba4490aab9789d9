/** What a text is called when it belongs to none of the classes, or to no one of them surely enough. */
export const UNKNOWN = 'unknown'

export type Example = { text: string; label: string }

export type TrainOptions = {
  /** Same seed, same examples, same classifier. */
  seed?: number
}

export type LabelConfidence = {
  label: string
  /** Calibrated: of a hundred answers given with 0.8, about eighty are right. */
  confidence: number
}

export type TermEvidence = {
  /** A word, or two words side by side, folded and stemmed. */
  term: string
  /** How much further it moves the text towards this class than towards the runner-up; above 0. */
  weight: number
}

export type Prediction = {
  /** The class, or `unknown`. */
  label: string
  /** That the class is right; where `label` is `unknown`, that the best class is. */
  confidence: number
  /** All classes from best to worst, also where `label` is `unknown`; never empty. */
  ranking: LabelConfidence[]
  /** Probability that it belongs to none of the classes. */
  novelty: number
  /** The terms the best class rests on, strongest first. */
  evidence: TermEvidence[]
}
