import type { Judged } from '../classification-metrics.ts'
import { drawFrame, drawLegend, INK, seriesColour } from './frame.ts'

const BINS = 10
/** Before so many predictions a share of right ones says nothing. */
const FEWEST = 10
const SIZE = { width: 560, height: 400, right: 170 }
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1]

export type JudgedSet = { set: string; rows: readonly Judged[] }

/** Share of right predictions against their confidence, a line for each set, as an SVG; the diagonal is perfect. */
export function drawReliability(sets: readonly JudgedSet[]): string {
  const axis = { ticks: SHARES, format: String }
  const frame = {
    ...{ ...SIZE, title: 'Share of right predictions against confidence' },
    ...{ x: { ...axis, label: 'confidence' }, y: { ...axis, label: 'right' } },
  }
  return drawFrame(frame, ({ x, y }) => {
    const lines = sets.map(({ rows }, i) => {
      const points = pointsOf(rows).map((one) => [x(one.confidence), y(one.right)] as const)
      const dots = points.map(
        ([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${seriesColour(i)}"/>`,
      )
      return `<polyline points="${points.map((point) => point.join(',')).join(' ')}" fill="none" stroke="${seriesColour(i)}" stroke-width="1.8"/>${dots.join('')}`
    })
    const perfect = `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="${INK.text}" stroke-opacity="0.4" stroke-dasharray="4 4"/>`
    const names = sets.map(({ set }) => set)
    return `${perfect}\n${lines.join('\n')}\n${drawLegend(names, SIZE)}`
  })
}

function pointsOf(rows: readonly Judged[]): { confidence: number; right: number }[] {
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0, count: 0 }))
  for (const { truth, label, confidence } of rows) {
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))]
    if (bin === undefined) continue
    bin.confidence += confidence
    bin.right += Number(truth === label)
    bin.count++
  }
  return bins
    .filter(({ count }) => count >= FEWEST)
    .map(({ confidence, right, count }) => ({
      confidence: confidence / count,
      right: right / count,
    }))
}
