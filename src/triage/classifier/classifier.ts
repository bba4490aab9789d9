import { predict } from './predict.ts'
import { readStored, type StoredModel, storeModel } from './store-model.ts'
import { trainModel } from './train-classifier.ts'
import type { Example, Prediction, TrainOptions } from './types.ts'

export type Classifier = {
  /** The classes it was trained on, sorted. */
  labels: string[]
  predict(text: string): Prediction
  /** The classifier as plain JSON, for `loadClassifier`. */
  toJSON(): StoredModel
}

/**
 * A classifier of texts from examples of two classes or more, in seconds and without any outside model. The same
 * examples and seed give the same classifier. Throws `BAD_INPUT` for fewer than two classes.
 */
export function trainClassifier(examples: Example[], options: TrainOptions = {}): Classifier {
  return fromModel(trainModel(examples, options))
}

/** The classifier that `toJSON` wrote. Throws `BAD_INPUT` when it was written by another version. */
export function loadClassifier(stored: StoredModel): Classifier {
  return fromModel(readStored(stored))
}

function fromModel(model: ReturnType<typeof trainModel>): Classifier {
  return {
    labels: model.labels,
    predict: (text) => predict(model, text),
    toJSON: () => storeModel(model),
  }
}
