import { AppError } from '../../errors.ts'
import {
  type Calibration,
  fitCalibration,
  fitTopCorrection,
  type HeldOut,
  type TopCorrection,
  toProbabilities,
} from './calibrate.ts'
import { readFeatures } from './features.ts'
import { findPair } from './find-pair.ts'
import { knownShare } from './known-share.ts'
import { type LabelStructure, readStructure } from './label-structure.ts'
import { fitNovelty, type NoveltyCase, type NoveltyModel, readSigns } from './novelty.ts'
import { seededRandom, shuffle } from './random.ts'
import { isLarge, type Scorer, scoreClasses, trainScorer } from './scorer.ts'
import type { Example, TrainOptions } from './types.ts'

/** Everything a classifier knows. */
export type Model = {
  labels: string[]
  scorer: Scorer
  calibration: Calibration
  top: TopCorrection
  /** `null` with fewer than three classes: there was none to leave out. */
  novelty: NoveltyModel | null
}

type Training = {
  sources: string[]
  texts: string[][]
  classes: Int32Array
  classCount: number
  structure: LabelStructure
  seed: number
}

/** Parts the examples are dealt into; each is held out in turn until enough of them are. */
const FOLDS = 5
/** Held-out texts that settle the calibration: one part of a large set is enough, a small one needs all. */
const ENOUGH_HELD_OUT = 1_500
const NOVELTY_GROUPS = 3
/** Classes with fewer examples are too small to be missed when left out. */
const LEAST_TO_LEAVE_OUT = 5
/** Examples on which leaving classes out is simulated. */
const SIMULATED = 2_000

/**
 * Learns classes from examples; the result depends on nothing but them and the seed. Each part is fitted on texts
 * the part before it had not seen: probabilities on held-out folds, novelty on classes left out in turn.
 */
export function trainModel(examples: Example[], { seed = 1 }: TrainOptions = {}): Model {
  const labels = [...new Set(examples.map((example) => example.label))].sort()
  if (labels.length < 2) {
    throw new AppError(
      'BAD_INPUT',
      `a classifier needs examples of two classes or more; found ${labels.length}`,
      { hint: 'Add examples to the taxonomy.' },
    )
  }
  const numbers = new Map(labels.map((label, i) => [label, i]))
  const classes = Int32Array.from(examples, (example) => numbers.get(example.label) as number)
  const counts = new Int32Array(labels.length)
  for (const label of classes) counts[label]! += 1
  const training: Training = {
    sources: examples.map(({ text }) => text),
    texts: examples.map((example) => readFeatures(example.text)),
    classes,
    classCount: labels.length,
    structure: readStructure(labels, counts),
    seed,
  }
  const { heldOut, structure } = holdOutFolds(training)
  const calibration = fitCalibration(heldOut)
  const top = fitTopCorrection(calibration, heldOut)
  const novelty = fitNovelty(leaveClassesOut(training, calibration))
  const scorer = { ...trainOn(training, () => true), structure }
  return { labels, scorer, calibration, top, novelty }
}

/** A pair of classes has to be found so often, and rightly so often where it is said. */
const PAIR_HITS = 2
const PAIR_PRECISION = 0.25

/**
 * Scores of every example by a scorer trained without it; and the pairs of classes that were found well enough there to
 * be said at all.
 */
function holdOutFolds(training: Training): { heldOut: HeldOut[]; structure: LabelStructure } {
  const { structure } = training
  const found = new Map(structure.pairs.map(({ label }) => [label, { said: 0, hits: 0 }]))
  const folds = dealFolds(training, FOLDS)
  const heldOut: HeldOut[] = []
  for (let fold = 0; fold < FOLDS && heldOut.length < ENOUGH_HELD_OUT; fold++) {
    const scorer = trainOn(training, (row) => folds[row] !== fold)
    for (const [row, features] of training.texts.entries()) {
      if (folds[row] !== fold) continue
      const scores = scoreClasses(scorer, features)
      const label = training.classes[row] as number
      heldOut.push({ scores, label })
      const own = scores[0] as Float64Array
      const pair = findPair(scorer, own, ranked(own), training.sources[row] as string)
      const count = pair && found.get(pair.label)
      if (!count) continue
      count.said++
      count.hits += Number(pair.label === label)
    }
  }
  const pairs = structure.pairs.map((pair) => {
    const { said, hits } = found.get(pair.label) as { said: number; hits: number }
    return { ...pair, isSilent: hits < PAIR_HITS || hits < PAIR_PRECISION * said }
  })
  return { heldOut, structure: { ...structure, pairs } }
}

/** Classes by their scores, the best first. */
function ranked(scores: Float64Array): number[] {
  return [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number))
}

/** Signs of examples whose class was left out of training, and of unseen examples whose class was not. */
function leaveClassesOut(training: Training, calibration: Calibration): NoveltyCase[] {
  const { classCount, seed } = training
  const sample = sampleRows(training)
  const sizes = new Int32Array(classCount)
  for (const row of sample) sizes[training.classes[row] as number]! += 1
  const large = [...sizes.keys()].filter((label) => (sizes[label] as number) >= LEAST_TO_LEAVE_OUT)
  if (large.length < 3) return []
  shuffle(large, seededRandom(seed + 2))
  const groupOf = new Map(large.map((label, i) => [label, i % NOVELTY_GROUPS]))
  const folds = dealFolds(training, NOVELTY_GROUPS)
  const cases: NoveltyCase[] = []
  for (let group = 0; group < NOVELTY_GROUPS; group++) {
    const isLeftOut = (row: number) => groupOf.get(training.classes[row] as number) === group
    const scorer = trainOn(
      training,
      (row) => sample.has(row) && !isLeftOut(row) && folds[row] !== group,
    )
    for (const row of sample) {
      if (!isLeftOut(row) && folds[row] !== group) continue
      const features = training.texts[row] as string[]
      const scores = scoreClasses(scorer, features)
      const signs = readSigns(
        scores,
        toProbabilities(calibration, scores),
        knownShare(scorer, features),
      )
      cases.push({ signs, isNovel: isLeftOut(row) })
    }
  }
  return cases
}

function trainOn(training: Training, isUsed: (row: number) => boolean): Scorer {
  const rows = [...training.texts.keys()].filter(isUsed)
  return trainScorer(
    {
      ...training,
      texts: rows.map((row) => training.texts[row] as string[]),
      classes: Int32Array.from(rows, (row) => training.classes[row] as number),
    },
    // By the whole set, so that parts of it are scored as the whole will be.
    isLarge(training.texts.length),
  )
}

/** A fold for every example, each class spread over all of them. */
function dealFolds({ classes, seed }: Training, count: number): Int32Array {
  const folds = new Int32Array(classes.length)
  const next = new Map<number, number>()
  for (const row of shuffle(Int32Array.from(classes.keys()), seededRandom(seed + 1))) {
    const label = classes[row] as number
    const fold = next.get(label) ?? label % count
    folds[row] = fold
    next.set(label, (fold + 1) % count)
  }
  return folds
}

function sampleRows({ classes, seed }: Training): Set<number> {
  const rows = shuffle(Int32Array.from(classes.keys()), seededRandom(seed + 3))
  return new Set(rows.subarray(0, SIMULATED))
}
