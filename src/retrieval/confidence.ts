import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { LANGS, type Lang } from '../text/types.ts'
import { type ConfidenceFeatures, FEATURES } from './confidence-features.ts'

const CurvePoint = z.object({
  threshold: z.number(),
  /** How often what is answered from here on is answered rightly. */
  precision: z.number(),
  /** What share of the answerable questions is answered rightly from here on. */
  coverage: z.number(),
})

/** A logistic model of one language. The curve is of questions that it was not fitted on. */
const LanguageModel = z.object({
  bias: z.number(),
  weights: z.record(z.enum(FEATURES), z.number()),
  /** From this confidence on a question is answered. */
  threshold: z.number(),
  /** What was asked of the threshold, and what came of it on questions it was not fitted on. */
  thresholdFor: z.string(),
  auroc: z.number(),
  curve: z.array(CurvePoint),
})
export type LanguageModel = z.infer<typeof LanguageModel>

export const ConfidenceModel = z.object({
  fittedAt: z.string(),
  /** Sets of cases it was fitted on, each with the number of samples. */
  fittedOn: z.record(z.string(), z.number()),
  /** How the figures below were measured. */
  measuredOn: z.string(),
  languages: z.record(z.enum(LANGS), LanguageModel),
})
export type ConfidenceModel = z.infer<typeof ConfidenceModel>

export const CONFIDENCE_FILE = new URL('./confidence.json', import.meta.url)

const model = ConfidenceModel.parse(JSON.parse(readFileSync(CONFIDENCE_FILE, 'utf8')))

/** How sure we are that the first passage answers, 0 to 1: the share of such questions that it did answer. */
export function estimateConfidence(features: ConfidenceFeatures, lang: Lang): number {
  return applyModel(features, model.languages[lang])
}

/** The confidence from which on a question in this language is answered. */
export function answerThreshold(lang: Lang): number {
  return model.languages[lang].threshold
}

export function applyModel(
  features: ConfidenceFeatures,
  { bias, weights }: Pick<LanguageModel, 'bias' | 'weights'>,
): number {
  const sum = FEATURES.reduce((total, name) => total + weights[name] * features[name], bias)
  return 1 / (1 + Math.exp(-sum))
}
