import type { SparseVector } from './sparse.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What a feature keeps of its weight when it is spread over all classes alike. */
const FLOOR = 0.3

/** Every known feature alike. */
export function evenWeights({ features }: Vocabulary): Float32Array {
  return new Float32Array(features.length).fill(1)
}

/**
 * Rarity times how far a feature is concentrated in few classes, whatever their sizes: 1 − H / ln(classes), the
 * "balanced distributional concentration" of Wang, Cai, Leung, Lau, Xie and Li ("Entropy-based term weighting
 * schemes for text categorization in VSM", ICTAI 2015), smoothed so that a single occurrence proves little.
 */
export function concentrationWeights(
  rows: SparseVector[],
  classes: Int32Array,
  classCount: number,
  vocabulary: Vocabulary,
): Float32Array {
  const size = vocabulary.features.length
  const counts = new Float32Array(size * classCount)
  const sizes = new Float64Array(classCount)
  for (const [row, { indices }] of rows.entries()) {
    const label = classes[row] as number
    sizes[label]! += 1
    for (const place of indices) counts[place * classCount + label]! += 1
  }
  const smoothing = 1 / rows.length
  const shares = new Float64Array(classCount)
  return vocabulary.rarity.map((rarity, place) => {
    let total = 0
    for (let label = 0; label < classCount; label++) {
      const count = counts[place * classCount + label] as number
      shares[label] = count / Math.max(1, sizes[label] as number) + smoothing
      total += shares[label] as number
    }
    let entropy = 0
    for (const share of shares) entropy -= (share / total) * Math.log(share / total)
    return rarity * (FLOOR + 1 - entropy / Math.log(Math.max(2, classCount)))
  })
}
