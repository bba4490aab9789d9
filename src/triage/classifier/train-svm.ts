import { seededRandom, shuffle } from './random.ts'
import { type SparseVector, score } from './sparse.ts'

export type SvmOptions = {
  /** Cost of a mistake against the length of the weights. */
  cost?: number
  maxRounds?: number
  seed?: number
}

/** Stops when no example violates its condition by more: liblinear's default for this solver. */
const TOLERANCE = 0.1

/**
 * Weights (and a constant, last) of a linear support vector machine with squared hinge loss, which says for a
 * vector with `isPositive` how far on the positive side it lies. Dual coordinate descent with shrinking:
 * Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM",
 * ICML 2008, algorithm 3.
 */
export function trainSvm(
  rows: SparseVector[],
  isPositive: (row: number) => boolean,
  size: number,
  { cost = 1, maxRounds = 20, seed = 1 }: SvmOptions = {},
): Float32Array {
  const random = seededRandom(seed)
  const count = rows.length
  const weights = new Float32Array(size + 1)
  const alpha = new Float64Array(count)
  const diagonal = 0.5 / cost
  const signs = Int8Array.from(rows, (_, row) => (isPositive(row) ? 1 : -1))
  const lengths = Float64Array.from(rows, ({ values }) =>
    values.reduce((sum, value) => sum + value * value, 1 + diagonal),
  )
  const order = Int32Array.from(rows, (_, row) => row)
  let active = count
  let upper = Number.POSITIVE_INFINITY
  for (let round = 0; round < maxRounds; round++) {
    shuffle(order.subarray(0, active), random)
    let max = Number.NEGATIVE_INFINITY
    let min = Number.POSITIVE_INFINITY
    for (let at = 0; at < active; at++) {
      const row = order[at] as number
      const vector = rows[row] as SparseVector
      const sign = signs[row] as number
      const before = alpha[row] as number
      const gradient = sign * score(weights, vector) - 1 + diagonal * before
      let projected = gradient
      if (before === 0) {
        if (gradient > upper) {
          active--
          order[at] = order[active] as number
          order[active] = row
          at--
          continue
        }
        projected = Math.min(gradient, 0)
      }
      max = Math.max(max, projected)
      min = Math.min(min, projected)
      if (projected === 0) continue
      const after = Math.max(before - gradient / (lengths[row] as number), 0)
      alpha[row] = after
      addTo(weights, vector, (after - before) * sign)
    }
    if (max - min <= TOLERANCE) {
      if (active === count) break
      active = count
      upper = Number.POSITIVE_INFINITY
      continue
    }
    upper = max > 0 ? max : Number.POSITIVE_INFINITY
  }
  return weights
}

function addTo(weights: Float32Array, { indices, values }: SparseVector, factor: number): void {
  for (let i = 0; i < indices.length; i++) {
    weights[indices[i] as number]! += factor * (values[i] as number)
  }
  weights[weights.length - 1]! += factor
}
