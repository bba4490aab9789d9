import { MAIN_FIGURE, type Row } from './render-external.ts'

const LINE = 24
const LEFT = 190
const WIDTH = 520
const RIGHT = 150
const TOP = 64

/** One line for each set that anybody else was measured on: our figure, theirs, and the way between, as an SVG. */
export function drawExternal(rows: readonly Row[]): string {
  const pairs = rows.flatMap(({ set, kind, figures, rival }) => {
    const figure = kind === null ? null : MAIN_FIGURE[kind]
    const own = figure === null ? undefined : figures?.[figure]
    return own === undefined || rival === null ? [] : [{ set, figure, own, other: rival.value }]
  })
  const height = TOP + pairs.length * LINE + 30
  const x = (value: number) => LEFT + value * WIDTH
  const lines = pairs.map(({ set, figure, own, other }, i) => {
    const y = TOP + i * LINE
    const colour = own >= other ? '#2f6fb0' : '#b5502f'
    return `<text x="${LEFT - 12}" y="${y + 4}" text-anchor="end">${set}</text>
<line x1="${x(0)}" x2="${x(1)}" y1="${y}" y2="${y}" stroke="#eeeeee"/>
<line x1="${x(own)}" x2="${x(other)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="3"/>
<circle cx="${x(other)}" cy="${y}" r="5" fill="#ffffff" stroke="#777777" stroke-width="1.5"/>
<circle cx="${x(own)}" cy="${y}" r="6" fill="${colour}"/>
<text x="${LEFT + WIDTH + 14}" y="${y + 4}" fill="#666666">${figure} ${own.toFixed(3)}</text>`
  })
  const ticks = [0, 0.25, 0.5, 0.75, 1].map(
    (value) =>
      `<text x="${x(value)}" y="${height - 8}" text-anchor="middle" fill="#666666">${value}</text>
<line x1="${x(value)}" x2="${x(value)}" y1="${TOP - 14}" y2="${height - 24}" stroke="#dddddd"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + RIGHT} ${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#ffffff"/>
<circle cx="${LEFT}" cy="24" r="6" fill="#2f6fb0"/><text x="${LEFT + 12}" y="28">sidecue, ahead</text>
<circle cx="${LEFT + 130}" cy="24" r="6" fill="#b5502f"/><text x="${LEFT + 142}" y="28">sidecue, behind</text>
<circle cx="${LEFT + 270}" cy="24" r="5" fill="#ffffff" stroke="#777777" stroke-width="1.5"/><text x="${LEFT + 282}" y="28">best other</text>
${ticks.join('\n')}
${lines.join('\n')}
</svg>
`
}
