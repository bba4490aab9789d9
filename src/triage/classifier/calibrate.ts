import { indexOfMax } from './sparse.ts'

/** Turns the views' scores of the classes into probabilities: softmax of their weighted sum and a class's bias. */
export type Calibration = { viewWeights: number[]; biases: number[] }

/** Scores by view and class of one text that its scorer had not seen, and its true class. */
export type HeldOut = { scores: Float64Array[]; label: number }

const ROUNDS = 150
const STEP = 0.1
/** Strength with which biases are held at 0, in examples: a class needs evidence to be moved. */
const BIAS_HOLD = 3
/** So many held-out texts settle a handful of parameters. */
const ENOUGH = 4_000

/**
 * Fits the parameters by likelihood on held-out scores (stacking after Wolpert 1992; temperature and biases as in
 * Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017), with Adam
 * (Kingma and Ba 2015) over all texts in each round.
 */
export function fitCalibration(
  heldOut: HeldOut[],
  viewCount: number,
  classCount: number,
): Calibration {
  const every = Math.max(1, Math.floor(heldOut.length / ENOUGH))
  const sample = heldOut.filter((_, i) => i % every === 0)
  const size = viewCount + classCount
  const parameters = new Float64Array(size).fill(0)
  parameters.fill(4 / viewCount, 0, viewCount)
  if (sample.length === 0) return toCalibration(parameters, viewCount)
  const gradient = new Float64Array(size)
  const mean = new Float64Array(size)
  const square = new Float64Array(size)
  for (let round = 1; round <= ROUNDS; round++) {
    gradient.fill(0)
    const calibration = toCalibration(parameters, viewCount)
    for (const { scores, label } of sample) addGradient(gradient, calibration, scores, label)
    for (let i = 0; i < size; i++) {
      const hold = i < viewCount ? 0 : BIAS_HOLD * (parameters[i] as number)
      const slope = ((gradient[i] as number) + hold) / sample.length
      mean[i] = 0.9 * (mean[i] as number) + 0.1 * slope
      square[i] = 0.999 * (square[i] as number) + 0.001 * slope * slope
      const step = (mean[i] as number) / (1 - 0.9 ** round)
      parameters[i]! -=
        (STEP * step) / (Math.sqrt((square[i] as number) / (1 - 0.999 ** round)) + 1e-9)
      if (i < viewCount) parameters[i] = Math.max(0, parameters[i] as number)
    }
  }
  return toCalibration(parameters, viewCount)
}

/** Probability of each class, all together 1. */
export function toProbabilities(
  { viewWeights, biases }: Calibration,
  scores: Float64Array[],
): Float64Array {
  const logits = Float64Array.from(biases)
  for (const [view, weight] of viewWeights.entries()) {
    const ofView = scores[view] as Float64Array
    for (let label = 0; label < logits.length; label++) {
      logits[label]! += weight * (ofView[label] as number)
    }
  }
  const max = logits[indexOfMax(logits)] ?? 0
  let total = 0
  for (let label = 0; label < logits.length; label++) {
    logits[label] = Math.exp((logits[label] as number) - max)
    total += logits[label] as number
  }
  return logits.map((value) => value / total)
}

function addGradient(
  gradient: Float64Array,
  calibration: Calibration,
  scores: Float64Array[],
  label: number,
): void {
  const viewCount = calibration.viewWeights.length
  const errors = toProbabilities(calibration, scores)
  errors[label]! -= 1
  for (let i = 0; i < errors.length; i++) {
    gradient[viewCount + i]! += errors[i] as number
    for (let view = 0; view < viewCount; view++) {
      gradient[view]! += (errors[i] as number) * ((scores[view] as Float64Array)[i] as number)
    }
  }
}

function toCalibration(parameters: Float64Array, viewCount: number): Calibration {
  return {
    viewWeights: [...parameters.subarray(0, viewCount)],
    biases: [...parameters.subarray(viewCount)],
  }
}
