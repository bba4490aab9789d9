import { AppError } from '../../errors.ts'
import type { TopCorrection } from './calibrate.ts'
import type { LabelStructure } from './label-structure.ts'
import type { Model } from './train-classifier.ts'
import { indexVocabulary } from './vocabulary.ts'

/** Changes whenever features or weights mean something else; an older model is trained anew. */
export const FORMAT = 3

/** A model as JSON; numbers by place are Float32 in little-endian order, in base64. */
export type StoredModel = {
  format: number
  labels: string[]
  features: string[]
  rarity: string
  structure: LabelStructure
  views: { isByBlock: boolean; termWeights: string; models: (string | null)[] }[]
  calibration: number[]
  top: TopCorrection
  novelty: number[] | null
}

export function storeModel({ labels, scorer, calibration, top, novelty }: Model): StoredModel {
  return {
    format: FORMAT,
    labels,
    features: scorer.vocabulary.features,
    rarity: pack(scorer.vocabulary.rarity),
    structure: scorer.structure,
    views: scorer.views.map(({ isByBlock, termWeights, models }) => ({
      isByBlock,
      termWeights: pack(termWeights),
      models: models.map((model) => (model === null ? null : pack(model))),
    })),
    calibration,
    top,
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
  const views = stored.views.map(({ isByBlock, termWeights, models }) => ({
    isByBlock,
    termWeights: unpack(termWeights),
    models: models.map((model) => (model === null ? null : unpack(model))),
  }))
  const { labels, structure, calibration, top, novelty } = stored
  return { labels, scorer: { vocabulary, structure, views }, calibration, top, novelty }
}

function pack(numbers: Float32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64')
}

function unpack(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
