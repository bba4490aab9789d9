export { type KeptClass, putClass, readClass, readEnds, unclassified } from './class-rows.ts'
export {
  addCorrection,
  type Correction,
  readCorrections,
  standing,
  undoCorrection,
} from './corrections.ts'
export { type ClassifierKeeper, keepClassifiers } from './keep-classifiers.ts'
export { trainingExample, withoutPersonalData } from './training-example.ts'
