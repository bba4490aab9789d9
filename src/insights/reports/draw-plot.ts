/** One day in a plot; a value that is not known leaves a gap. */
export type Point = { label: string; value: number | null; low?: number; high?: number }

const WIDTH = 680
const HEIGHT = 170
const LEFT = 52
const BOTTOM = 26
const TOP = 10
/** Labels under the axis. */
const MOST_LABELS = 8

type Drawing = {
  kind: 'bars' | 'line'
  title: string
  points: readonly Point[]
  format: (value: number) => string
  /** The highest value of the axis; left out: the highest there is. */
  top?: number
}

/** A plot as SVG. It is one picture for a screen reader; the numbers stand in a table beside it. */
export function drawPlot({ kind, title, points, format, top }: Drawing): string {
  const highest = Math.max(...points.flatMap(({ value, high }) => [value ?? 0, high ?? 0]), 0)
  const scale = top ?? niceTop(highest)
  const step = (WIDTH - LEFT) / Math.max(points.length, 1)
  const x = (index: number) => LEFT + step * (index + 0.5)
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / scale)
  const parts = [0, scale / 2, scale].map(
    (value) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${at(y(value))}" y2="${at(y(value))}"/><text class="axis" x="${LEFT - 6}" y="${at(y(value) + 4)}" text-anchor="end">${escapeHtml(format(value))}</text>`,
  )
  const every = Math.ceil(points.length / MOST_LABELS)
  for (const [index, { label }] of points.entries())
    if (index % every === 0)
      parts.push(
        `<text class="axis" x="${at(x(index))}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(label)}</text>`,
      )
  parts.push(kind === 'bars' ? drawBars(points, step, x, y) : drawLine(points, x, y))
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">${parts.join('')}</svg>`
}

type Place = (value: number) => number

function drawBars(points: readonly Point[], step: number, x: Place, y: Place): string {
  const width = Math.max(1, Math.min(28, step * 0.7))
  return points
    .map(({ value }, index) =>
      value === null
        ? ''
        : `<rect class="bar" x="${at(x(index) - width / 2)}" y="${at(y(value))}" width="${at(width)}" height="${at(y(0) - y(value))}"/>`,
    )
    .join('')
}

function drawLine(points: readonly Point[], x: Place, y: Place): string {
  const drawn: string[] = []
  for (const run of runsOf(points)) {
    const band = run.every(({ point }) => point.low !== undefined && point.high !== undefined)
    if (band && run.length > 1) {
      const upper = run.map(({ point, index }) => `${at(x(index))},${at(y(point.high!))}`)
      const lower = run.map(({ point, index }) => `${at(x(index))},${at(y(point.low!))}`).reverse()
      drawn.push(`<polygon class="band" points="${[...upper, ...lower].join(' ')}"/>`)
    }
    const line = run.map(({ point, index }) => `${at(x(index))},${at(y(point.value!))}`)
    drawn.push(`<polyline class="line" points="${line.join(' ')}"/>`)
    for (const { point, index } of run)
      drawn.push(`<circle class="dot" cx="${at(x(index))}" cy="${at(y(point.value!))}" r="2.5"/>`)
  }
  return drawn.join('')
}

/** Stretches of days whose values are known. */
function runsOf(points: readonly Point[]): { point: Point; index: number }[][] {
  const runs: { point: Point; index: number }[][] = []
  let isOpen = false
  for (const [index, point] of points.entries()) {
    if (point.value === null) isOpen = false
    else if (isOpen) runs.at(-1)!.push({ point, index })
    else {
      runs.push([{ point, index }])
      isOpen = true
    }
  }
  return runs
}

function niceTop(highest: number): number {
  if (highest <= 0) return 1
  const size = 10 ** Math.floor(Math.log10(highest))
  return [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((top) => top >= highest)!
}

function at(value: number): string {
  return String(Math.round(value * 10) / 10)
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
