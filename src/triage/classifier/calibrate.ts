import { indexOfMax } from './sparse.ts'

/**
 * How much each view's scores count; their softmax gives probabilities. No bias per class: fitted on held-out
 * texts it cost rare classes 0.8 points of macro-F1 on multidogo-finance and won 0.1 elsewhere (2026-11-21).
 */
export type Calibration = number[]

/** How the likeliest class's own confidence is corrected: slope and offset of its log-odds. */
export type TopCorrection = { slope: number; offset: number }

/** Scores by view and class of one text that its scorer had not seen, and its true class. */
export type HeldOut = { scores: Float64Array[]; label: number }

const ROUNDS = 150
const STEP = 0.1
/** Sum of the weights to begin with, and where there is nothing to fit them on. */
const START = 4
/** How strongly the weights are held there, in texts: a handful of examples proves nothing. */
const HOLD = 1

/**
 * Fits the weights by likelihood on held-out scores: stacking (Wolpert 1992) and temperature scaling (Guo, Pleiss,
 * Sun and Weinberger, "On calibration of modern neural networks", ICML 2017) in one, by Adam over all texts.
 */
export function fitCalibration(heldOut: HeldOut[]): Calibration {
  const viewCount = heldOut[0]?.scores.length ?? 1
  const weights = new Array<number>(viewCount).fill(START / viewCount)
  if (heldOut.length === 0) return weights
  const mean = new Float64Array(viewCount)
  const square = new Float64Array(viewCount)
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = likelihoodGradient(weights, heldOut)
    for (const [view, likelihood] of gradient.entries()) {
      const away = (weights[view] as number) - START / viewCount
      const slope = likelihood + (HOLD * away) / heldOut.length
      mean[view] = 0.9 * (mean[view] as number) + 0.1 * slope
      square[view] = 0.999 * (square[view] as number) + 0.001 * slope * slope
      const root = Math.sqrt((square[view] as number) / (1 - 0.999 ** round)) + 1e-9
      const step = (STEP * (mean[view] as number)) / (1 - 0.9 ** round) / root
      weights[view] = Math.max(0, (weights[view] as number) - step)
    }
  }
  return weights
}

/** Probability of each class, all together 1. */
export function toProbabilities(weights: Calibration, scores: Float64Array[]): Float64Array {
  const logits = new Float64Array(scores[0]?.length ?? 0)
  for (const [view, ofView] of scores.entries()) {
    for (const [label, value] of ofView.entries()) {
      logits[label]! += (weights[view] as number) * value
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

const TOP_ROUNDS = 25
/** How strongly the correction is held at none, in texts. */
const TOP_HOLD = 5

/**
 * Platt's scaling of the best class's confidence on held-out texts: the likelihood of all classes together leaves the
 * best one a little too sure where many classes are alike. By Newton's method.
 */
export function fitTopCorrection(weights: Calibration, heldOut: HeldOut[]): TopCorrection {
  const cases = heldOut.map(({ scores, label }) => {
    const probabilities = toProbabilities(weights, scores)
    const best = indexOfMax(probabilities)
    return { odds: logOdds(probabilities[best] as number), isRight: Number(best === label) }
  })
  let [slope, offset] = [1, 0]
  for (let round = 0; round < TOP_ROUNDS; round++) {
    let [g1, g0] = [TOP_HOLD * (slope - 1), TOP_HOLD * offset]
    let [h11, h10, h00] = [TOP_HOLD, 0, TOP_HOLD]
    for (const { odds, isRight } of cases) {
      const p = logistic(slope * odds + offset)
      const variance = p * (1 - p)
      g1 += (p - isRight) * odds
      g0 += p - isRight
      h11 += variance * odds * odds
      h10 += variance * odds
      h00 += variance
    }
    const determinant = h11 * h00 - h10 * h10
    slope -= (h00 * g1 - h10 * g0) / determinant
    offset -= (h11 * g0 - h10 * g1) / determinant
  }
  return slope > 0 && Number.isFinite(offset) ? { slope, offset } : { slope: 1, offset: 0 }
}

/** The best class gets its corrected confidence, the others share the rest; the best one stays the best. */
export function correctTop(probabilities: Float64Array, { slope, offset }: TopCorrection): void {
  const best = indexOfMax(probabilities)
  const top = probabilities[best] as number
  const rest = 1 - top
  if (rest <= 0) return
  const wanted = logistic(slope * logOdds(top) + offset)
  let second = 0
  for (const [label, p] of probabilities.entries()) if (label !== best) second = Math.max(second, p)
  // Where it would fall behind the second, they are as good as equal.
  const least = second / (second + rest)
  const corrected = Math.max(wanted, least)
  for (const [label, p] of probabilities.entries())
    probabilities[label] = label === best ? corrected : (p * (1 - corrected)) / rest
}

function logOdds(p: number): number {
  const held = Math.min(1 - 1e-6, Math.max(1e-6, p))
  return Math.log(held / (1 - held))
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function likelihoodGradient(weights: Calibration, heldOut: HeldOut[]): Float64Array {
  const gradient = new Float64Array(weights.length)
  for (const { scores, label } of heldOut) {
    const probabilities = toProbabilities(weights, scores)
    for (const [view, ofView] of scores.entries()) {
      let slope = -(ofView[label] as number)
      for (const [i, p] of probabilities.entries()) slope += p * (ofView[i] as number)
      gradient[view]! += slope / heldOut.length
    }
  }
  return gradient
}
