import { indexOfMax } from './sparse.ts'

/** Weights of the signs below and a constant: how likely a text belongs to none of the classes. */
export type NoveltyModel = number[]

/** One simulated case: its signs, and whether its class had been left out. */
export type NoveltyCase = { signs: number[]; isNovel: boolean }

/** Share of texts taken to belong to no class where nothing else is known. */
const PRIOR = 0.15
const ROUNDS = 400
const STEP = 0.05
/** Ridge on the weights, in cases. */
const HOLD = 2

/** What tells a text of no class: little support for the best, a close second, much that was never seen. */
export function readSigns(
  scores: Float64Array[],
  probabilities: Float64Array,
  known: { features: number; words: number },
): number[] {
  const best = indexOfMax(probabilities)
  const top = probabilities[best] ?? 0
  let second = 0
  let entropy = 0
  for (const [label, p] of probabilities.entries()) {
    if (label !== best) second = Math.max(second, p)
    if (p > 0) entropy -= p * Math.log(p)
  }
  const margins = scores.map((ofView) => ofView[best] ?? -1)
  return [
    ...margins,
    Math.log(top + 1e-6),
    Math.log(top + 1e-6) - Math.log(second + 1e-6),
    entropy,
    known.features,
    known.words,
  ]
}

/** Logistic regression on the signs, the two kinds of case weighted to the prior. */
export function fitNovelty(cases: NoveltyCase[]): NoveltyModel | null {
  const novel = cases.filter((one) => one.isNovel).length
  if (novel === 0 || novel === cases.length) return null
  const size = (cases[0] as NoveltyCase).signs.length
  const { means, spreads } = standardize(cases, size)
  const rows = cases.map(({ signs }) =>
    signs.map((sign, i) => (sign - (means[i] as number)) / (spreads[i] as number)),
  )
  const weightOf = (isNovel: boolean) =>
    isNovel ? PRIOR / novel : (1 - PRIOR) / (cases.length - novel)
  const weights = new Float64Array(size + 1)
  const mean = new Float64Array(size + 1)
  const square = new Float64Array(size + 1)
  for (let round = 1; round <= ROUNDS; round++) {
    const gradient = Float64Array.from(weights, (w, i) =>
      i < size ? (HOLD * w) / cases.length : 0,
    )
    for (const [at, { isNovel }] of cases.entries()) {
      const row = rows[at] as number[]
      const error = (logistic(weights, row) - (isNovel ? 1 : 0)) * weightOf(isNovel)
      for (let i = 0; i < size; i++) gradient[i]! += error * (row[i] as number)
      gradient[size]! += error
    }
    for (let i = 0; i <= size; i++) {
      mean[i] = 0.9 * (mean[i] as number) + 0.1 * (gradient[i] as number)
      square[i] = 0.999 * (square[i] as number) + 0.001 * (gradient[i] as number) ** 2
      const root = Math.sqrt((square[i] as number) / (1 - 0.999 ** round))
      weights[i]! -= (STEP * ((mean[i] as number) / (1 - 0.9 ** round))) / (root + 1e-9)
    }
  }
  const slopes = spreads.map((spread, i) => (weights[i] as number) / spread)
  const constant = slopes.reduce(
    (sum, slope, i) => sum - slope * (means[i] as number),
    weights[size] as number,
  )
  return [...slopes, constant]
}

/** Probability that the text belongs to none of the classes. */
export function noveltyOf(model: NoveltyModel, signs: number[]): number {
  return logistic(model, signs)
}

function logistic(weights: ArrayLike<number>, row: number[]): number {
  let sum = weights[row.length] as number
  for (let i = 0; i < row.length; i++) sum += (weights[i] as number) * (row[i] as number)
  return 1 / (1 + Math.exp(-sum))
}

function standardize(cases: NoveltyCase[], size: number) {
  const means = new Array<number>(size).fill(0)
  const spreads = new Array<number>(size).fill(0)
  for (const { signs } of cases)
    for (let i = 0; i < size; i++) means[i]! += signs[i]! / cases.length
  for (const { signs } of cases) {
    for (let i = 0; i < size; i++) spreads[i]! += (signs[i]! - means[i]!) ** 2 / cases.length
  }
  return { means, spreads: spreads.map((variance) => Math.sqrt(variance) || 1) }
}
