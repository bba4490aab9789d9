import { type SparseVector, score } from './sparse.ts'
import { trainSvm } from './train-svm.ts'
import { buildVocabulary, countFeatures, type Vocabulary, weigh } from './vocabulary.ts'
import { concentrationWeights, evenWeights } from './weigh-terms.ts'

/** One way of weighting features, with a linear model per class on them. */
export type View = {
  termWeights: Float32Array
  /** By class; the constant stands last. */
  models: Float32Array[]
}

/** Tells for each class and view how far a text lies on the class's side. */
export type Scorer = { vocabulary: Vocabulary; views: View[] }

/** Views of a scorer: all features alike, and those first that tell classes apart. */
export const VIEW_COUNT = 2

/** `classes[i]` is the class, from 0, of `texts[i]`, each given as its features. */
export function trainScorer(
  texts: string[][],
  classes: Int32Array,
  classCount: number,
  seed: number,
): Scorer {
  const vocabulary = buildVocabulary(texts)
  const size = vocabulary.features.length
  const counted = texts.map((features) => countFeatures(features, vocabulary))
  const weightings = [
    evenWeights(vocabulary),
    concentrationWeights(counted, classes, classCount, vocabulary),
  ]
  const views = weightings.map((termWeights) => {
    const rows = counted.map((vector) => weigh(vector, termWeights))
    const models = Array.from({ length: classCount }, (_, label) =>
      trainSvm(rows, (row) => classes[row] === label, size, { seed: seed + label }),
    )
    return { termWeights, models }
  })
  return { vocabulary, views }
}

/** Scores by view, then class. */
export function scoreClasses({ vocabulary, views }: Scorer, features: string[]): Float64Array[] {
  const counted = countFeatures(features, vocabulary)
  return views.map((view) => scoreView(view, counted))
}

function scoreView({ termWeights, models }: View, counted: SparseVector): Float64Array {
  const vector = weigh(counted, termWeights)
  return Float64Array.from(models, (weights) => score(weights, vector))
}
