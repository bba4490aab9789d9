/** A case: its features, whether it is one of those looked for, and how much it counts. */
export type Observation<Name extends string> = {
  features: Record<Name, number>
  isPositive: boolean
  weight: number
}

export type Logistic<Name extends string> = { bias: number; weights: Record<Name, number> }

const ROUNDS = 1_500
const STEP = 0.5
/** Keeps weights of features that say the same from growing against each other. */
const RIDGE = 0.01

/** Logistic regression by gradient descent on standardised features; the weights returned are for features as they are. */
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
  const rows = observations.map((one) =>
    names.map((name, k) => (one.features[name] - (means[k] ?? 0)) / (spreads[k] ?? 1)),
  )
  const slopes = names.map(() => 0)
  let bias = 0
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = names.map(() => 0)
    let biasGradient = 0
    for (const [i, one] of observations.entries()) {
      const row = rows[i] as number[]
      const sum = row.reduce((total, value, k) => total + value * (slopes[k] as number), bias)
      const error = one.weight * (1 / (1 + Math.exp(-sum)) - (one.isPositive ? 1 : 0))
      biasGradient += error
      for (let k = 0; k < row.length; k++)
        gradient[k] = (gradient[k] as number) + error * (row[k] as number)
    }
    bias -= (STEP * biasGradient) / total
    for (let k = 0; k < slopes.length; k++) {
      const slope = slopes[k] as number
      slopes[k] = slope - STEP * ((gradient[k] as number) / total + RIDGE * slope)
    }
  }
  const weights = names.map((_, k) => (slopes[k] as number) / (spreads[k] as number))
  return {
    bias: weights.reduce((sum, weight, k) => sum - weight * (means[k] as number), bias),
    weights: Object.fromEntries(names.map((name, k) => [name, weights[k]])) as Record<Name, number>,
  }
}
