import { ModelError } from './model-error.ts'

/** The values as a vector of length 1. Throws `bad-answer` where that is none; `name` is the model's. */
export function unitVector(values: readonly number[], name: string): Float32Array {
  // JSON has no NaN: servers write null for it.
  const norm = values.every(Number.isFinite) ? Math.hypot(...values) : Number.NaN
  if (!Number.isFinite(norm) || norm === 0)
    throw new ModelError('bad-answer', `model '${name}': a vector with NaN, infinity or only zeros`)
  return Float32Array.from(values, (value) => value / norm)
}
