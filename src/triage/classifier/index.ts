export { type Classifier, loadClassifier, trainClassifier } from './classifier.ts'
export {
  classifiersOf,
  type DeskClassifiers,
  trainDeskClassifiers,
} from './desk-classifiers.ts'
export { findUrgency, isUrgent, type UrgentCall } from './find-urgency.ts'
export { SENTIMENTS } from './judge-sentiment.ts'
export type { StoredModel } from './store-model.ts'
export {
  CLASSIFIER_NAMES,
  type ClassifierName,
  type ConfirmedTicket,
  fingerprintOf,
  trainingSets,
} from './training-sets.ts'
export { type Decided, triageTranscript } from './triage-transcript.ts'
export { CLASS_FIELDS, type ClassField, type Finding, type Triage } from './triage-types.ts'
export {
  type Example,
  type LabelConfidence,
  type Prediction,
  type TermEvidence,
  type TrainOptions,
  UNKNOWN,
} from './types.ts'
export { URGENT_KINDS, type UrgentKind } from './urgent-acts.ts'
