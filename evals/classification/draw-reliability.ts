import type { Judged } from '../classification-metrics.ts'

const SIZE = 320
const EDGE = 44
const RIGHT = 190
const BINS = 10
/** Before so many predictions a share of right ones says nothing. */
const FEWEST = 10
const COLOURS = ['#3366aa', '#cc6633', '#339966', '#993399', '#777722', '#aa3344']

export type JudgedSet = { set: string; rows: readonly Judged[] }

/** Share of right predictions against their confidence, a line for each set, as an SVG; the diagonal is perfect. */
export function drawReliability(sets: readonly JudgedSet[]): string {
  const lines = sets.map(({ set, rows }, i) => {
    const colour = COLOURS[i % COLOURS.length]
    const points = pointsOf(rows).map(({ confidence, right }) => `${x(confidence)},${y(right)}`)
    const at = EDGE + i * 18
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.8"/>
<rect x="${EDGE + SIZE + 16}" y="${at - 9}" width="12" height="10" fill="${colour}"/>
<text x="${EDGE + SIZE + 34}" y="${at}">${set}</text>`
  })
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (value) => `<text x="${x(value)}" y="${EDGE + SIZE + 16}" text-anchor="middle">${value}</text>
<text x="${EDGE - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${EDGE + SIZE + RIGHT} ${SIZE + 2 * EDGE}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#ffffff"/>
<rect x="${EDGE}" y="${EDGE}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#999999"/>
<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#cccccc" stroke-dasharray="4 4"/>
${ticks.join('\n')}
${lines.join('\n')}
<text x="${EDGE + SIZE / 2}" y="${SIZE + 2 * EDGE - 8}" text-anchor="middle">confidence</text>
<text transform="translate(12 ${EDGE + SIZE / 2}) rotate(-90)" text-anchor="middle">right</text>
</svg>
`
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

const x = (value: number): number => Math.round((EDGE + value * SIZE) * 10) / 10
const y = (value: number): number => Math.round((EDGE + (1 - value) * SIZE) * 10) / 10
