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

/** Words, pairs of words, and runs of one, two, three and more characters. */
const BLOCKS = 6
/** How much each counts beside the others; pairs and long runs say again what their parts say. */
const BLOCK_SHARES = [1, 0, 1, 1, 0, 0]

/** Rarity alone, for blocks that are brought to one length each. */
export function blockWeights({ rarity }: Vocabulary): Float32Array {
  return rarity
}

/** The vector weighted place by place, every kind of feature then brought to its own share of length 1. */
export function weighBlocks(
  { indices, values }: SparseVector,
  weights: Float32Array,
  { blocks }: Vocabulary,
): SparseVector {
  const squares = new Float64Array(BLOCKS)
  const weighed = values.map((value, i) => {
    const place = indices[i] as number
    const product = value * (weights[place] as number)
    squares[blocks[place] as number]! += product * product
    return product
  })
  const shares = BLOCK_SHARES.map((share, block) => ((squares[block] as number) > 0 ? share : 0))
  const total = Math.hypot(...shares) || 1
  const scales = shares.map((share, block) =>
    share === 0 ? 0 : share / total / Math.sqrt(squares[block] as number),
  )
  return {
    indices,
    values: weighed.map(
      (value, i) => value * (scales[blocks[indices[i] as number] as number] as number),
    ),
  }
}
