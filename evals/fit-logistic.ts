/** A case: its features, whether it is one of those looked for, and how much it counts. */
export type Observation<Name extends string> = {
  features: Record<Name, number>
  isPositive: boolean
  weight: number
}

export type Logistic<Name extends string> = { bias: number; weights: Record<Name, number> }

const ROUNDS = 25
/** Keeps weights of features that say the same from growing against each other; in observations. */
const RIDGE = 20
const CLOSE = 1e-9

/** Logistic regression by Newton's method on standardised features; the weights returned are for features as they are. */
export function fitLogistic<Name extends string>(
  names: readonly Name[],
  observations: readonly Observation<Name>[],
): Logistic<Name> {
  const total = observations.reduce((sum, one) => sum + one.weight, 0)
  const average = (value: (one: Observation<Name>) => number) =>
    observations.reduce((sum, one) => sum + one.weight * value(one), 0) / total
  const means = names.map((name) => average((one) => one.features[name]))
  const spreads = names.map(
    (name, k) => Math.sqrt(average((one) => (one.features[name] - (means[k] ?? 0)) ** 2)) || 1,
  )
  const rows = observations.map((one) => [
    1,
    ...names.map((name, k) => (one.features[name] - (means[k] ?? 0)) / (spreads[k] ?? 1)),
  ])
  const shares = observations.map((one) => (one.weight / total) * observations.length)
  const size = names.length + 1
  let slopes = new Array<number>(size).fill(0)
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = slopes.map((slope, k) => (k === 0 ? 0 : RIDGE * slope))
    const curvature = slopes.map((_, k) => slopes.map((_, l) => (k === l && k > 0 ? RIDGE : 0)))
    for (const [i, row] of rows.entries()) {
      const chance = 1 / (1 + Math.exp(-dot(row, slopes)))
      const share = shares[i] as number
      const error = share * (chance - (observations[i]?.isPositive ? 1 : 0))
      const bend = share * Math.max(1e-9, chance * (1 - chance))
      for (let k = 0; k < size; k++) {
        const value = row[k] as number
        gradient[k] = (gradient[k] as number) + error * value
        const line = curvature[k] as number[]
        for (let l = 0; l < size; l++)
          line[l] = (line[l] as number) + bend * value * (row[l] as number)
      }
    }
    const step = solve(curvature, gradient)
    slopes = slopes.map((slope, k) => slope - (step[k] as number))
    if (Math.max(...step.map(Math.abs)) < CLOSE) break
  }
  const weights = names.map((_, k) => (slopes[k + 1] as number) / (spreads[k] as number))
  return {
    bias: weights.reduce(
      (sum, weight, k) => sum - weight * (means[k] as number),
      slopes[0] as number,
    ),
    weights: Object.fromEntries(names.map((name, k) => [name, weights[k]])) as Record<Name, number>,
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] as number) * (b[k] as number)
  return sum
}

/** Gaussian elimination with pivots; a direction without any information stays where it is. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] as number])
  const size = rows.length
  for (let k = 0; k < size; k++) {
    let pivot = k
    for (let i = k + 1; i < size; i++)
      if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[pivot]?.[k] ?? 0)) pivot = i
    const line = rows[pivot] as number[]
    rows[pivot] = rows[k] as number[]
    rows[k] = line
    const head = line[k] as number
    if (Math.abs(head) < 1e-12) continue
    for (let i = 0; i < size; i++) {
      const other = rows[i] as number[]
      const factor = i === k ? 0 : (other[k] as number) / head
      if (factor === 0) continue
      for (let l = k; l <= size; l++) other[l] = (other[l] as number) - factor * (line[l] as number)
    }
  }
  return rows.map((row, k) => {
    const head = row[k] as number
    return Math.abs(head) < 1e-12 ? 0 : (row[size] as number) / head
  })
}
