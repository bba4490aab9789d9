export { type Classifier, loadClassifier, trainClassifier } from './classifier.ts'
export {
  type ConfirmedTicket,
  classifiersOf,
  type DeskClassifiers,
  trainDeskClassifiers,
} from './desk-classifiers.ts'
export { findUrgency, isUrgent, type UrgentCall } from './find-urgency.ts'
export type { StoredModel } from './store-model.ts'
export { triageTranscript } from './triage-transcript.ts'
export type { Finding, Triage } from './triage-types.ts'
export {
  type Example,
  type LabelConfidence,
  type Prediction,
  type TermEvidence,
  type TrainOptions,
  UNKNOWN,
} from './types.ts'
export { URGENT_KINDS, type UrgentKind } from './urgent-acts.ts'
