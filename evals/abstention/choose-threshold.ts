import { type CurvePoint, coverageAt, PRECISION, pointsOf, round } from './figures.ts'
import type { Judged } from './held-out.ts'

export type Threshold = { threshold: number; thresholdFor: string }

/** Where 95 in 100 answers can be right only by answering less than this share of what is best, more is answered. */
const LEAST_COVERAGE = 0.9
/** What a wrong suggestion costs an agent, who reads it before anything leaves, against what a right one gives. */
const HARM = 0.75

/**
 * From which confidence on a question is answered: where right answers, less what the wrong ones cost, are most; or where 95 of
 * 100 answers are right, if that hardly answers less. `judged`: questions as a desk gets them, by a model that has not
 * seen them.
 */
export function chooseThreshold(judged: readonly Judged[]): Threshold {
  const points = pointsOf(judged)
  if (points.length === 0) return { threshold: 0.5, thresholdFor: 'no questions to choose by' }
  const gain = ({ precision, coverage }: CurvePoint) =>
    precision === 0 ? -1 : coverage - (HARM * coverage * (1 - precision)) / precision
  const best = points.reduce((a, b) => (gain(b) > gain(a) ? b : a))
  if (coverageAt(judged, PRECISION) < LEAST_COVERAGE * best.coverage)
    return described(best, `most right answers less ${HARM} × the wrong ones`)
  return described(
    points.findLast(({ precision }) => precision >= PRECISION),
    `precision ${PRECISION}`,
  )
}

function described(point: CurvePoint | undefined, what: string): Threshold {
  const { threshold = 0.5, precision = 1, coverage = 0 } = point ?? {}
  return {
    threshold: Math.floor(threshold * 1000) / 1000,
    thresholdFor: `${what}: held out, precision ${round(precision, 3)}, coverage ${round(coverage, 3)}`,
  }
}
