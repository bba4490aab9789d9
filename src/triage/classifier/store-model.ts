import { AppError } from '../../errors.ts'
import type { Model } from './train-classifier.ts'
import { indexVocabulary } from './vocabulary.ts'

/** Changes whenever features or weights mean something else; an older model is trained anew. */
const FORMAT = 1

/** A model as JSON; numbers by place are Float32 in little-endian order, in base64. */
export type StoredModel = {
  format: number
  labels: string[]
  features: string[]
  rarity: string
  views: { termWeights: string; models: string[] }[]
  calibration: number[]
  novelty: number[] | null
}

export function storeModel({ labels, scorer, calibration, novelty }: Model): StoredModel {
  return {
    format: FORMAT,
    labels,
    features: scorer.vocabulary.features,
    rarity: pack(scorer.vocabulary.rarity),
    views: scorer.views.map(({ termWeights, models }) => ({
      termWeights: pack(termWeights),
      models: models.map(pack),
    })),
    calibration,
    novelty,
  }
}

export function readStored(stored: StoredModel): Model {
  if (stored.format !== FORMAT) {
    throw new AppError(
      'BAD_INPUT',
      `this classifier has format ${stored.format}; this version reads ${FORMAT}`,
      { hint: 'Train it again from its examples.' },
    )
  }
  const vocabulary = indexVocabulary(stored.features, unpack(stored.rarity))
  const views = stored.views.map(({ termWeights, models }) => ({
    termWeights: unpack(termWeights),
    models: models.map(unpack),
  }))
  const { labels, calibration, novelty } = stored
  return { labels, scorer: { vocabulary, views }, calibration, novelty }
}

function pack(numbers: Float32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64')
}

function unpack(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
