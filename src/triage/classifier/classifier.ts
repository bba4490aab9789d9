import { LRUMap } from 'mnemonist'
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

/** Texts whose prediction is kept: a conversation is classified anew after each turn, and its earlier ones stand. */
const KEPT = 2_000
/** A text longer than this is no turn of talk and not kept. */
const LONGEST_KEPT = 500

function fromModel(model: ReturnType<typeof trainModel>): Classifier {
  const kept = new LRUMap<string, Prediction>(KEPT)
  return {
    labels: model.labels,
    predict(text) {
      const known = kept.get(text)
      if (known !== undefined) return known
      const prediction = predict(model, text)
      if (text.length <= LONGEST_KEPT) kept.set(text, prediction)
      return prediction
    },
    toJSON: () => storeModel(model),
  }
}
