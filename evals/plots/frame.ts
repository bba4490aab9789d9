/** Colours of a plot: those of the page it stands in (its custom properties), or these where it is an image of its own. */
export const INK = {
  ground: 'var(--plot-ground, #ffffff)',
  text: 'var(--plot-text, #33404d)',
  faint: 'var(--plot-faint, #d5dbe1)',
  mark: 'var(--plot-mark, #c4311d)',
  good: 'var(--plot-good, #2f66ad)',
} as const

const SERIES = [
  '#2f66ad',
  '#c2611f',
  '#2f8a58',
  '#8d3f92',
  '#77701c',
  '#a8324a',
  '#1f8a8a',
  '#555f69',
]

/** The colour of a plot's nth line. */
export function seriesColour(n: number): string {
  const place = n % SERIES.length
  return `var(--plot-${place + 1}, ${SERIES[place]})`
}

export type Axis = {
  label: string
  /** In order. Where `isLog`, above 0. */
  ticks: readonly number[]
  format: (value: number) => string
  isLog?: boolean
}

export type FrameOptions = {
  /** What is shown, for those who do not see it. */
  title: string
  x: Axis
  y: Axis
  width?: number
  height?: number
  /** Room at the right for names. */
  right?: number
}

export type Scale = { x: (value: number) => number; y: (value: number) => number }

const LEFT = 70
const BOTTOM = 48
const TOP = 18

/** A plot with its axes, a rule for each tick; `draw` fills it. As an SVG. */
export function drawFrame(options: FrameOptions, draw: (scale: Scale) => string): string {
  const { title, x: across, y: up, width = 560, height = 360, right = 150 } = options
  const [from, to] = [LEFT, width - right]
  const [floor, ceiling] = [height - BOTTOM, TOP]
  const x = (value: number) => round(from + share(across, value) * (to - from))
  const y = (value: number) => round(floor - share(up, value) * (floor - ceiling))
  const rules = [
    ...up.ticks.map(
      (
        tick,
      ) => `<line x1="${from}" x2="${to}" y1="${y(tick)}" y2="${y(tick)}" stroke="${INK.faint}"/>
<text x="${from - 8}" y="${y(tick) + 4}" text-anchor="end">${up.format(tick)}</text>`,
    ),
    ...across.ticks.map(
      (tick) =>
        `<text x="${x(tick)}" y="${floor + 18}" text-anchor="middle">${across.format(tick)}</text>`,
    ),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}" font-family="system-ui, sans-serif" font-size="12" fill="${INK.text}">
<rect width="${width}" height="${height}" fill="${INK.ground}"/>
${rules.join('\n')}
${draw({ x, y })}
<text x="${(from + to) / 2}" y="${height - 8}" text-anchor="middle">${escapeText(across.label)}</text>
<text transform="translate(14 ${(floor + ceiling) / 2}) rotate(-90)" text-anchor="middle">${escapeText(up.label)}</text>
</svg>
`
}

/** Names of the lines, one below the other, at the right of a frame. */
export function drawLegend(
  names: readonly string[],
  { width = 560, right = 150 }: Pick<FrameOptions, 'width' | 'right'> = {},
): string {
  const left = width - right + 20
  return names
    .map((name, i) => {
      const at = TOP + 12 + i * 19
      return `<rect x="${left}" y="${at - 9}" width="12" height="10" rx="2" fill="${seriesColour(i)}"/>
<text x="${left + 18}" y="${at}">${escapeText(name)}</text>`
    })
    .join('\n')
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** As a share of a hundred: `95 %`. */
export function percent(value: number): string {
  return `${Math.round(value * 100)} %`
}

/** How far along an axis a value stands, from 0 to 1. */
function share({ ticks, isLog }: Axis, value: number): number {
  const at = (one: number) => (isLog ? Math.log(one) : one)
  const [first = 0, last = 1] = [ticks[0], ticks.at(-1)]
  const raw = (at(value) - at(first)) / (at(last) - at(first))
  return Math.min(1, Math.max(0, raw))
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
