import { type CurvePoint, coverageAt, PRECISION, pointsOf, round } from './figures.ts'
import type { Judged } from './held-out.ts'

export type Threshold = { threshold: number; thresholdFor: string }

/** Where 95 in 100 answers can be right only by answering less than this share of what is best, more is answered. */
const LEAST_COVERAGE = 0.9
/** What a wrong suggestion costs, which an agent reads before it leaves, against what a right one gives. */
const HARM = 0.75
/** A few hundred questions say where the best threshold lies only so closely: neighbours are looked at together. */
const NEIGHBOURHOOD = 0.1
const STEP = 0.01

/**
 * From which confidence on a question is answered: where right answers, less what the wrong ones cost, are most; or where 95 of
 * 100 answers are right, if that hardly answers less. `judged`: questions as a desk gets them, by a model that has not
 * seen them.
 */
export function chooseThreshold(judged: readonly Judged[]): Threshold {
  if (judged.length === 0) return { threshold: 0.5, thresholdFor: 'no questions to choose by' }
  const best = mostGain(judged)
  const points = pointsOf(judged)
  const at = points.findLast(({ threshold }) => threshold >= best)
  if (coverageAt(judged, PRECISION) < LEAST_COVERAGE * (at?.coverage ?? 0))
    return described(best, at, 'most right answers less 0.75 × the wrong ones')
  const precise = points.findLast(({ precision }) => precision >= PRECISION)
  return described(precise?.threshold ?? best, precise, `precision ${PRECISION}`)
}

function mostGain(judged: readonly Judged[]): number {
  const gainFrom = (threshold: number) =>
    judged
      .filter(({ confidence }) => confidence >= threshold)
      .reduce((sum, { isRight }) => sum + (isRight ? 1 : -HARM), 0)
  const gains = Array.from({ length: 1 / STEP + 1 }, (_, i) => gainFrom(i * STEP))
  const reach = Math.round(NEIGHBOURHOOD / STEP)
  let best = { threshold: 0.5, gain: -Infinity }
  for (let i = reach; i < gains.length - reach; i++) {
    const gain = gains.slice(i - reach, i + reach + 1).reduce((sum, one) => sum + one, 0)
    if (gain > best.gain) best = { threshold: i * STEP, gain }
  }
  return best.threshold
}

function described(threshold: number, point: CurvePoint | undefined, what: string): Threshold {
  const { precision = 1, coverage = 0 } = point ?? {}
  return {
    threshold: Math.floor(threshold * 1000 + 1e-6) / 1000,
    thresholdFor: `${what}: held out, precision ${round(precision, 3)}, coverage ${round(coverage, 3)}`,
  }
}
