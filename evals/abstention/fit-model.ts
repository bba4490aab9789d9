import { type ConfidenceFeatures, FEATURES } from '../../src/retrieval/confidence-features.ts'
import { LANGS, type Lang } from '../../src/text/types.ts'
import { fitLogistic } from '../fit-logistic.ts'
import { DESK, type Sample, type SampleKind } from './sample.ts'

/** A logistic model of each language: the weights are the same in all, how sure they make is each language's own. */
export type FittedModel = Record<Lang, { bias: number; weights: Record<string, number> }>

/** What all samples of a kind count together, in each set. */
const KINDS: Record<SampleKind, number> = {
  answerable: 1,
  without: 0.6,
  swapped: 0.4,
  unanswerable: 1,
}
/** The public sets differ from a desk in kind: passages to read, documents without ways of asking. */
const DESKS = 2

/** What each sample counts: every set the same, the desks together `DESKS` times as much as one. */
export function weigh(samples: readonly Sample[]): (sample: Sample) => number {
  const sizes = new Map<string, number>()
  const nameOf = ({ set, kind }: Sample) => `${set}\n${kind}`
  for (const sample of samples) sizes.set(nameOf(sample), (sizes.get(nameOf(sample)) ?? 0) + 1)
  const desks = new Set(samples.map(({ set }) => set).filter((set) => set.startsWith(DESK))).size
  return (sample) =>
    (KINDS[sample.kind] * (sample.set.startsWith(DESK) ? DESKS / desks : 1)) /
    (sizes.get(nameOf(sample)) ?? 1)
}

/** Fits on all samples given. Deterministic. */
export function fitModel(samples: readonly Sample[]): FittedModel {
  const weight = weigh(samples)
  const found = samples.flatMap((sample) =>
    sample.features ? [{ ...sample, features: sample.features, weight: weight(sample) }] : [],
  )
  const shared = fitLogistic(
    FEATURES,
    found.map(({ features, isRight, weight }) => ({ features, isPositive: isRight, weight })),
  )
  const scoreOf = (features: ConfidenceFeatures) =>
    FEATURES.reduce((sum, name) => sum + shared.weights[name] * features[name], shared.bias)
  const languages = LANGS.map((lang) => {
    const own = asAsked(found.filter((one) => one.lang === lang))
    const { bias, weights } =
      own.length < FEWEST
        ? { bias: 0, weights: { score: 1 } }
        : fitLogistic(
            ['score'],
            own.map(({ features, isRight, weight }) => ({
              features: { score: scoreOf(features) },
              isPositive: isRight,
              weight,
            })),
          )
    return [lang, scaled(shared, weights.score, bias)]
  })
  return Object.fromEntries(languages) as FittedModel
}

/** Fewer samples of a language say nothing of its own: it takes what all have. */
const FEWEST = 50

/**
 * The samples that say how often an answer is right. What a desk is asked, where that is known, each question once: in the other
 * samples three questions in four have no answer, so that a model of them would be too doubtful.
 */
function asAsked<T extends Sample & { weight: number }>(own: readonly T[]): T[] {
  const desks = own.filter(({ set, kind }) => set.startsWith(DESK) && isAsked(kind))
  const rows =
    desks.length < FEWEST ? own.filter(({ kind }) => isAsked(kind) || kind === 'without') : desks
  return rows.map((one) => (desks.length < FEWEST ? one : { ...one, weight: 1 }))
}

function isAsked(kind: SampleKind): boolean {
  return kind === 'answerable' || kind === 'unanswerable'
}

function scaled(
  { bias, weights }: { bias: number; weights: Record<string, number> },
  by: number,
  plus: number,
) {
  return {
    bias: round(by * bias + plus),
    weights: Object.fromEntries(
      Object.entries(weights).map(([name, weight]) => [name, round(by * weight)]),
    ),
  }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
