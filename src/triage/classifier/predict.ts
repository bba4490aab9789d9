import { toProbabilities } from './calibrate.ts'
import { readableTerm, readFeatures } from './features.ts'
import { knownShare } from './known-share.ts'
import { noveltyOf, readSigns } from './novelty.ts'
import { scoreClasses } from './scorer.ts'
import { indexOfMax } from './sparse.ts'
import type { Model } from './train-classifier.ts'
import { type Prediction, type TermEvidence, UNKNOWN } from './types.ts'
import { countFeatures, weigh } from './vocabulary.ts'

const TERMS = 5
/** Where it belongs more likely to no class than to any. */
const NOVEL = 0.5
/** Below this the best class is wrong more often than right, and not far ahead of others. */
const UNSURE = 0.35

/** Classifies a text. One without a single known feature is `unknown`, whatever the classes' sizes. */
export function predict(model: Model, text: string): Prediction {
  const features = readFeatures(text)
  const known = knownShare(model.scorer, features)
  const scores = scoreClasses(model.scorer, features)
  const probabilities = toProbabilities(model.calibration, scores)
  const ranking = rank(model.labels, probabilities)
  const best = ranking[0] as { label: string; confidence: number }
  const isEmpty = known.features === 0
  const novelty = isEmpty
    ? 1
    : model.novelty === null
      ? 0
      : noveltyOf(model.novelty, readSigns(scores, probabilities, known))
  const isUnknown = isEmpty || novelty >= NOVEL || best.confidence < UNSURE
  return {
    label: isUnknown ? UNKNOWN : best.label,
    confidence: best.confidence,
    ranking,
    novelty,
    evidence: isEmpty ? [] : findEvidence(model, features, probabilities),
  }
}

function rank(labels: string[], probabilities: Float64Array) {
  return labels
    .map((label, i) => ({ label, confidence: probabilities[i] as number }))
    .sort((a, b) => b.confidence - a.confidence)
}

/** What speaks for the best class against the runner-up, term by term: the models are linear, so it adds up. */
function findEvidence(
  { scorer, calibration }: Model,
  features: string[],
  probabilities: Float64Array,
): TermEvidence[] {
  const best = indexOfMax(probabilities)
  const second = indexOfMax(probabilities.map((p, label) => (label === best ? -1 : p)))
  const counted = countFeatures(features, scorer.vocabulary)
  const weights = new Map<string, number>()
  for (const [view, { termWeights, models }] of scorer.views.entries()) {
    const { indices, values } = weigh(counted, termWeights)
    for (const [i, place] of indices.entries()) {
      const term = readableTerm(scorer.vocabulary.features[place] as string)
      if (term === null) continue
      const lead = (models[best]?.[place] as number) - (models[second]?.[place] as number)
      const weight = (calibration[view] as number) * lead * (values[i] as number)
      weights.set(term, (weights.get(term) ?? 0) + weight)
    }
  }
  return [...weights]
    .map(([term, weight]) => ({ term, weight }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TERMS)
}
