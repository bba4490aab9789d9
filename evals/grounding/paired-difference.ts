/** Mean of the differences of paired figures, with the bounds that 95 % of resamples lie in. */
export function pairedDifference(
  one: readonly number[],
  other: readonly number[],
  resamples = 1_000,
): { mean: number; low: number; high: number } {
  const differences = one.map((value, i) => value - (other[i] as number))
  const count = differences.length
  if (count === 0) return { mean: 0, low: 0, high: 0 }
  const random = seeded(20_261_122)
  const means = Array.from({ length: resamples }, () => {
    let sum = 0
    for (let i = 0; i < count; i++) sum += differences[Math.floor(random() * count)] as number
    return sum / count
  }).sort((a, b) => a - b)
  return {
    mean: differences.reduce((sum, value) => sum + value, 0) / count,
    low: means[Math.floor(0.025 * resamples)] as number,
    high: means[Math.ceil(0.975 * resamples) - 1] as number,
  }
}

/** Mulberry32: the same report for the same figures. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
