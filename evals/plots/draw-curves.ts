import { pointsOf } from '../abstention/figures.ts'
import type { Judged } from '../abstention/held-out.ts'
import { drawFrame, drawLegend, INK, percent, seriesColour } from './frame.ts'

/** Before so many answers a share of right ones says nothing. */
const FEWEST = 10
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1]
/** Below this precision nobody would let answers out. */
const LEAST = 0.5
const AIM = 0.95
const SIZE = { width: 720, height: 400, right: 180 }

/** A confidence from which on a set is answered now. */
export type Used = { set: string; threshold: number }

/**
 * Precision of answers against coverage of the answerable questions, one line for each set, as an SVG; the points in use
 * are marked.
 */
export function drawCurves(
  judged: readonly Pick<Judged, 'set' | 'kind' | 'confidence' | 'isRight'>[],
  isShown: (set: string) => boolean,
  used: readonly Used[] = [],
): string {
  const sets = [...new Set(judged.map(({ set }) => set))].filter(isShown)
  const frame = {
    ...SIZE,
    title: 'Precision of answers against coverage',
    x: { label: 'answerable questions answered rightly', ticks: SHARES, format: percent },
    y: { label: 'answers that are right', ticks: [LEAST, 0.6, 0.7, 0.8, 0.9, 1], format: percent },
  }
  return drawFrame(frame, ({ x, y }) => {
    const lines = sets.map((set, i) => {
      const asked = judged.filter((one) => one.set === set && one.kind !== 'swapped')
      const points = pointsOf(asked)
      const shown = points.slice(FEWEST).filter(({ precision }) => precision >= LEAST)
      const line = shown.map(({ coverage, precision }) => `${x(coverage)},${y(precision)}`)
      const threshold = used.find((one) => one.set === set)?.threshold
      const point =
        threshold === undefined ? undefined : points.findLast((one) => one.threshold >= threshold)
      const mark = point
        ? `<circle cx="${x(point.coverage)}" cy="${y(point.precision)}" r="5" fill="${INK.ground}" stroke="${seriesColour(i)}" stroke-width="2.5"/>`
        : ''
      return `<polyline points="${line.join(' ')}" fill="none" stroke="${seriesColour(i)}" stroke-width="1.8" stroke-linejoin="round"/>${mark}`
    })
    const aim = `<line x1="${x(0)}" x2="${x(1)}" y1="${y(AIM)}" y2="${y(AIM)}" stroke="${INK.mark}" stroke-dasharray="4 4"/>
<text x="${x(1) - 4}" y="${y(AIM) - 5}" text-anchor="end" fill="${INK.mark}">${percent(AIM)}</text>`
    return `${aim}\n${lines.join('\n')}\n${drawLegend(sets, SIZE)}`
  })
}
