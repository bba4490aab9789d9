import { areaUnderRoc } from '../metrics.ts'
import type { Judged } from './held-out.ts'
import { halfOf } from './sample.ts'

export type CurvePoint = { threshold: number; precision: number; coverage: number }

/** How well confidence tells the answerable question from the same question without its articles. */
export type Figures = {
  questions: number
  /** Share of answerable questions whose first passage is of a relevant article. */
  hit: number
  /** Every answerable question against every question whose articles are out. */
  auroc: number
  /** What `auroc` could be at best: where the first passage is wrong, with and without look alike. */
  ceiling: number
  /** Only the answerable questions whose first passage is right. */
  aurocRight: number
  /** The same against questions that are unanswerable of themselves, or about another thing. */
  aurocOther: number | null
  /** Of the answerable questions, the share answered rightly where 95 of 100 answers are right. */
  coverage95: number
}

export const PRECISION = 0.95

export function figuresOf(judged: readonly Judged[]): Figures {
  const scores = (rows: readonly Judged[]) => rows.map(({ confidence }) => confidence)
  const answerable = judged.filter(({ kind }) => kind === 'answerable')
  const right = answerable.filter(({ isRight }) => isRight)
  const without = judged.filter(({ kind }) => kind === 'without')
  const other = judged.filter(({ kind }) => kind === 'unanswerable' || kind === 'swapped')
  const hit = right.length / Math.max(1, answerable.length)
  return {
    questions: answerable.length,
    hit,
    auroc: areaUnderRoc(scores(answerable), scores(without)),
    ceiling: hit + (1 - hit) / 2,
    aurocRight: areaUnderRoc(scores(right), scores(without)),
    aurocOther: other.length === 0 ? null : areaUnderRoc(scores(right), scores(other)),
    coverage95: coverageAt(
      judged.filter(({ kind }) => kind !== 'swapped'),
      PRECISION,
    ),
  }
}

/**
 * The same for questions that were judged half by half: the mean of both halves. Two models differ a little in how sure
 * they are of the same thing; put in one list, that alone would be taken for mistakes.
 */
export function figuresByHalves(judged: readonly Judged[]): Figures {
  const [a, b] = ([0, 1] as const).map((half) =>
    figuresOf(judged.filter((one) => halfOf(one) === half)),
  ) as [Figures, Figures]
  if (a.questions === 0 || b.questions === 0) return figuresOf(judged)
  const mean = (pick: (figures: Figures) => number) => (pick(a) + pick(b)) / 2
  return {
    questions: a.questions + b.questions,
    hit: mean(({ hit }) => hit),
    auroc: mean(({ auroc }) => auroc),
    ceiling: mean(({ ceiling }) => ceiling),
    aurocRight: mean(({ aurocRight }) => aurocRight),
    aurocOther:
      a.aurocOther === null || b.aurocOther === null
        ? null
        : mean(({ aurocOther }) => aurocOther ?? 0),
    coverage95: mean(({ coverage95 }) => coverage95),
  }
}

/** The largest coverage at which so many answers are right; 0 where there is none. */
export function coverageAt(judged: readonly Judged[], precision: number): number {
  return pointsOf(judged).reduce(
    (best, point) => (point.precision >= precision ? Math.max(best, point.coverage) : best),
    0,
  )
}

/** Every threshold that changes anything, from the highest down. */
export function pointsOf(
  judged: readonly Pick<Judged, 'kind' | 'confidence' | 'isRight'>[],
): CurvePoint[] {
  const answerable = judged.filter(({ kind }) => kind === 'answerable').length
  const sorted = [...judged].sort((a, b) => b.confidence - a.confidence)
  const points: CurvePoint[] = []
  let [answered, right] = [0, 0]
  for (const [i, { confidence, isRight }] of sorted.entries()) {
    answered++
    if (isRight) right++
    if (sorted[i + 1]?.confidence === confidence || confidence === 0) continue
    points.push({
      threshold: confidence,
      precision: right / answered,
      coverage: right / Math.max(1, answerable),
    })
  }
  return points
}

/** The curve at 19 round thresholds. */
export function curveOf(judged: readonly Judged[]): CurvePoint[] {
  const points = pointsOf(judged)
  return Array.from({ length: 19 }, (_, i) => {
    const threshold = (i + 1) / 20
    const last = points.findLast((point) => point.threshold >= threshold)
    return {
      threshold,
      precision: round(last?.precision ?? 1),
      coverage: round(last?.coverage ?? 0),
    }
  })
}

export function round(value: number, digits = 4): number {
  return Number(value.toFixed(digits))
}
