import { blockOf } from './features.ts'
import { normalize, type SparseVector } from './sparse.ts'

/** The features a classifier knows, each with its place in its vectors. */
export type Vocabulary = {
  features: string[]
  index: Map<string, number>
  /** Inverse document frequency by place: ln((1 + texts) / (1 + texts with it)) + 1. */
  rarity: Float32Array
  /** Kind of feature by place, as `blockOf` numbers them. */
  blocks: Uint8Array
}

/** A model of many examples does without features that occur in a single text: half its size, as good. */
const MANY = 5_000

export function buildVocabulary(texts: string[][]): Vocabulary {
  const counts = new Map<string, number>()
  for (const features of texts) {
    for (const feature of new Set(features)) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  const least = texts.length > MANY ? 2 : 1
  const kept = [...counts].filter(([, count]) => count >= least)
  const rarity = Float32Array.from(
    kept,
    ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1,
  )
  return indexVocabulary(
    kept.map(([feature]) => feature),
    rarity,
  )
}

/** A vocabulary from its two lists, as they are stored. */
export function indexVocabulary(features: string[], rarity: Float32Array): Vocabulary {
  return {
    features,
    rarity,
    blocks: Uint8Array.from(features, blockOf),
    index: new Map(features.map((feature, place) => [feature, place])),
  }
}

/** How often each known feature occurs, damped: 1 + ln(count). Not normalised. */
export function countFeatures(features: string[], { index }: Vocabulary): SparseVector {
  const counts = new Map<number, number>()
  for (const feature of features) {
    const place = index.get(feature)
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return {
    indices: Int32Array.from(counts.keys()),
    values: Float32Array.from(counts.values(), (count) => 1 + Math.log(count)),
  }
}

/** The vector weighted place by place, then brought to length 1. */
export function weigh({ indices, values }: SparseVector, weights: Float32Array): SparseVector {
  return normalize({
    indices,
    values: values.map((value, i) => value * (weights[indices[i] as number] as number)),
  })
}
