/** A vector with few entries: `values[i]` stands at `indices[i]`. */
export type SparseVector = { indices: Int32Array; values: Float32Array }

/** `weights` times the vector; the last weight is the constant term. */
export function score(weights: Float32Array, { indices, values }: SparseVector): number {
  let sum = weights[weights.length - 1] as number
  for (let i = 0; i < indices.length; i++) {
    sum += (weights[indices[i] as number] as number) * (values[i] as number)
  }
  return sum
}

/** The same direction with length 1; an empty vector stays empty. */
export function normalize({ indices, values }: SparseVector): SparseVector {
  let squares = 0
  for (const value of values) squares += value * value
  if (squares === 0) return { indices, values }
  const scale = 1 / Math.sqrt(squares)
  return { indices, values: values.map((value) => value * scale) }
}

export function indexOfMax(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) {
    if ((values[i] as number) > (values[best] as number)) best = i
  }
  return best
}
