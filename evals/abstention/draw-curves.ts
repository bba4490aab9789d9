import { pointsOf } from './figures.ts'
import type { Judged } from './held-out.ts'

const WIDTH = 760
const HEIGHT = 420
const LEFT = 56
const BOTTOM = 44
const RIGHT = 200
const TOP = 16
/** Below this precision nobody would let answers out. */
const LEAST = 0.5
/** Before so many answers a share of right ones says nothing. */
const FEWEST = 10
const COLOURS = [
  '#3366aa',
  '#cc6633',
  '#339966',
  '#993399',
  '#777722',
  '#aa3344',
  '#229999',
  '#555555',
]

/** Precision of answers against coverage of the answerable questions, one line for each set, as an SVG. */
export function drawCurves(judged: readonly Judged[], isShown: (set: string) => boolean): string {
  const sets = [...new Set(judged.map(({ set }) => set))].filter(isShown)
  const lines = sets.map((set, i) => drawLine(judged, set, i))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
${drawGrid()}
${lines.join('\n')}
</svg>
`
}

function drawLine(judged: readonly Judged[], set: string, i: number): string {
  const asked = judged.filter((one) => one.set === set && one.kind !== 'swapped')
  const points = pointsOf(asked)
    .slice(FEWEST)
    .filter(({ precision }) => precision >= LEAST)
    .map(({ coverage, precision }) => `${x(coverage)},${y(precision)}`)
  const colour = COLOURS[i % COLOURS.length]
  const label = TOP + 14 + i * 18
  return `<polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.6"/>
<rect x="${WIDTH - RIGHT + 20}" y="${label - 9}" width="12" height="10" fill="${colour}"/>
<text x="${WIDTH - RIGHT + 38}" y="${label}">${set.replaceAll(/[<&]/g, ' ')}</text>`
}

function drawGrid(): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (value) =>
      `<text x="${x(value)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${value * 100} %</text>`,
  )
  const rules = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1].map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="${value === 0.95 ? '#cc0000' : '#dddddd'}"/>
<text x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${Math.round(value * 100)} %</text>`,
  )
  return `${rules.join('\n')}
${ticks.join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">answerable questions answered rightly</text>
<text transform="translate(14 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">answers that are right</text>`
}

function x(coverage: number): number {
  return Math.round((LEFT + coverage * (WIDTH - RIGHT - LEFT)) * 10) / 10
}

function y(precision: number): number {
  const share = (precision - LEAST) / (1 - LEAST)
  return Math.round((HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)) * 10) / 10
}
