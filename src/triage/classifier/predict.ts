import { correctTop, toProbabilities } from './calibrate.ts'
import { readableTerm, readFeatures } from './features.ts'
import { findPair } from './find-pair.ts'
import { knownShare } from './known-share.ts'
import type { LabelPair } from './label-structure.ts'
import { noveltyOf, readSigns } from './novelty.ts'
import { scoreClasses, weighFor } from './scorer.ts'
import { indexOfMax } from './sparse.ts'
import type { Model } from './train-classifier.ts'
import { type Prediction, type TermEvidence, UNKNOWN } from './types.ts'
import { countFeatures } from './vocabulary.ts'

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
  const signs = readSigns(scores, probabilities, known)
  correctTop(probabilities, model.top)
  const pair = findPair(model.scorer, scores[0] as Float64Array, order(probabilities), text)
  if (pair !== null) takeOver(probabilities, pair)
  const ranking = rank(model.labels, probabilities)
  const best = ranking[0] as { label: string; confidence: number }
  const isEmpty = known.features === 0
  const novelty = isEmpty ? 1 : model.novelty === null ? 0 : noveltyOf(model.novelty, signs)
  const isUnknown = isEmpty || novelty >= NOVEL || best.confidence < UNSURE
  return {
    label: isUnknown ? UNKNOWN : best.label,
    confidence: best.confidence,
    ranking,
    novelty,
    evidence: isEmpty ? [] : findEvidence(model, features, probabilities),
  }
}

/** Classes from the likeliest to the least likely. */
function order(probabilities: Float64Array): number[] {
  return [...probabilities.keys()].sort(
    (a, b) => (probabilities[b] as number) - (probabilities[a] as number),
  )
}

/** What spoke for either of the two speaks for both together, more than for one of them alone. */
const TOGETHER = 0.6

function takeOver(probabilities: Float64Array, { label, first, second }: LabelPair): void {
  const both = (probabilities[first] as number) + (probabilities[second] as number)
  probabilities[first]! *= 1 - TOGETHER
  probabilities[second]! *= 1 - TOGETHER
  probabilities[label]! += both * TOGETHER
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
  const likeliest = indexOfMax(probabilities)
  // A pair has no model of its own: what speaks for its first half speaks for it.
  const best = scorer.structure.pairs.find(({ label }) => label === likeliest)?.first ?? likeliest
  const second = indexOfMax(probabilities.map((p, label) => (label === best ? -1 : p)))
  const counted = countFeatures(features, scorer.vocabulary)
  const weights = new Map<string, number>()
  const stride = calibration.length / scorer.views.length
  for (const [view, one] of scorer.views.entries()) {
    const { models } = one
    const { indices, values } = weighFor(one, counted, scorer.vocabulary)
    for (const [i, place] of indices.entries()) {
      const term = readableTerm(scorer.vocabulary.features[place] as string)
      if (term === null) continue
      const lead = (models[best]?.[place] ?? 0) - (models[second]?.[place] ?? 0)
      const weight = (calibration[view * stride] ?? 0) * lead * (values[i] as number)
      weights.set(term, (weights.get(term) ?? 0) + weight)
    }
  }
  return [...weights]
    .map(([term, weight]) => ({ term, weight }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TERMS)
}
