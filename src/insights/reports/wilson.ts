/** Of the normal distribution: 95 % lie within so many deviations. */
const Z = 1.959964

/** Where a share lies with a chance of 95 % (Wilson 1927), from 0 to 1; `n` must not be 0. */
export function wilsonInterval(hits: number, n: number): { low: number; high: number } {
  const share = hits / n
  const middle = share + (Z * Z) / (2 * n)
  const half = Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))
  const whole = 1 + (Z * Z) / n
  return { low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) }
}
