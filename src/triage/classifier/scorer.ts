import type { LabelStructure } from './label-structure.ts'
import { type SparseVector, score } from './sparse.ts'
import { trainSvm } from './train-svm.ts'
import { buildVocabulary, countFeatures, type Vocabulary, weigh } from './vocabulary.ts'
import { blockWeights, concentrationWeights, evenWeights, weighBlocks } from './weigh-terms.ts'

/** One way of weighting features, with a linear model per class, and per part of labels, on them. */
export type View = {
  /** Kinds of features brought to the same length each, rather than all together. */
  isByBlock: boolean
  termWeights: Float32Array
  /** By class, then by part; the constant stands last. `null`: a pair of classes, which has none of its own. */
  models: (Float32Array | null)[]
}

/** Tells for each class and view how far a text lies on the class's side. */
export type Scorer = { vocabulary: Vocabulary; structure: LabelStructure; views: View[] }

export type ScorerTraining = {
  texts: string[][]
  /** `classes[i]` is the class, from 0, of `texts[i]`. */
  classes: Int32Array
  classCount: number
  structure: LabelStructure
  seed: number
}

/** On so many texts the third view changes nothing but the time. */
const MANY = 5_000
/** The third view's cost of a mistake: strongly held, as few short texts need it. */
const HELD = 0.3
/** Score of what has no model of its own. */
const AWAY = -1.5

/** `isLarge`: without the view that only a small set is worth. */
export function trainScorer(training: ScorerTraining, isLarge: boolean): Scorer {
  const { texts, classes, classCount, structure, seed } = training
  const vocabulary = buildVocabulary(texts)
  const size = vocabulary.features.length
  const counted = texts.map((features) => countFeatures(features, vocabulary))
  const members = membersOf(training)
  const weightings = [
    { isByBlock: false, cost: 1, termWeights: evenWeights(vocabulary) },
    {
      isByBlock: false,
      cost: 1,
      termWeights: concentrationWeights(counted, classes, classCount, vocabulary),
    },
    ...(isLarge ? [] : [{ isByBlock: true, cost: HELD, termWeights: blockWeights(vocabulary) }]),
  ]
  const views = weightings.map(({ isByBlock, cost, termWeights }) => {
    const rows = counted.map((vector) => weighFor({ isByBlock, termWeights }, vector, vocabulary))
    const models = members.map((member, i) =>
      member === null
        ? null
        : trainSvm(rows, (row) => member[classes[row] as number] === 1, size, {
            seed: seed + i,
            cost,
          }),
    )
    return { isByBlock, termWeights, models }
  })
  return { vocabulary, structure, views }
}

export function isLarge(texts: number): boolean {
  return texts > MANY
}

/** By class and part: which classes are on its side. A pair of classes is on the side of both. */
function membersOf({ classCount, structure }: ScorerTraining): (Uint8Array | null)[] {
  const { partsOf, partCount, pairs } = structure
  const isPair = new Set(pairs.map(({ label }) => label))
  const members: (Uint8Array | null)[] = Array.from({ length: classCount }, (_, label) =>
    isPair.has(label)
      ? null
      : Uint8Array.from({ length: classCount }, (_, i) => Number(i === label)),
  )
  for (const { label, first, second } of pairs) {
    for (const one of [first, second]) {
      const member = members[one]
      if (member) member[label] = 1
    }
  }
  for (let part = 0; part < partCount; part++) {
    members.push(Uint8Array.from(partsOf, (parts) => Number(parts.includes(part))))
  }
  return members
}

/** Scores by view, then class; where labels share parts, each view is followed by what their parts score. */
export function scoreClasses(scorer: Scorer, features: string[]): Float64Array[] {
  const { vocabulary, structure, views } = scorer
  const counted = countFeatures(features, vocabulary)
  return views.flatMap((view) => {
    const all = scoreView(view, counted, vocabulary)
    const own = all.slice(0, structure.partsOf.length)
    return structure.partCount === 0 ? [own] : [own, scoreParts(structure, own, all)]
  })
}

/** How far a text lies on the side of one class in the first view. */
export function scoreOne({ vocabulary, views }: Scorer, label: number, features: string[]): number {
  const view = views[0] as View
  const model = view.models[label]
  if (!model) return AWAY
  return score(model, weighFor(view, countFeatures(features, vocabulary), vocabulary))
}

export function weighFor(
  { isByBlock, termWeights }: Pick<View, 'isByBlock' | 'termWeights'>,
  vector: SparseVector,
  vocabulary: Vocabulary,
): SparseVector {
  return isByBlock ? weighBlocks(vector, termWeights, vocabulary) : weigh(vector, termWeights)
}

function scoreView(view: View, counted: SparseVector, vocabulary: Vocabulary): Float64Array {
  const vector = weighFor(view, counted, vocabulary)
  return Float64Array.from(view.models, (weights) =>
    weights === null ? AWAY : score(weights, vector),
  )
}

/** The mean of a label's parts; its own score where it shares none. */
function scoreParts(
  { partsOf }: LabelStructure,
  own: Float64Array,
  all: Float64Array,
): Float64Array {
  return own.map((score, label) => {
    const parts = partsOf[label] as number[]
    if (parts.length === 0) return score
    const sum = parts.reduce((total, part) => total + (all[own.length + part] as number), 0)
    return sum / parts.length
  })
}
