import { drawFrame, escapeText, percent, seriesColour } from './frame.ts'

/** A group of cases: how good its answers are, and how long they take. */
export type Spot = { name: string; quality: number; ms: number; cases: number }

const SIZE = { width: 720, height: 400, right: 40 }
const TICKS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
/** Names that would stand on each other give way by so much. */
const LINE = 13

/** Quality against latency, a spot for each group, as large as it has cases. As an SVG. */
export function drawQualityAgainstLatency(spots: readonly Spot[]): string {
  const times = spots.map(({ ms }) => ms)
  const lowest = TICKS_MS.findLast((tick) => tick <= Math.min(...times)) ?? 1
  const highest = TICKS_MS.find((tick) => tick >= Math.max(...times)) ?? 10_000
  const ticks = TICKS_MS.filter((tick) => tick >= lowest && tick <= Math.max(highest, lowest * 2))
  const frame = {
    ...{ ...SIZE, title: 'Quality against latency' },
    x: { label: 'milliseconds, median', ticks, format: String, isLog: true },
    y: { label: 'cases passed', ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], format: percent },
  }
  return drawFrame(frame, ({ x, y }) => {
    const taken: { left: number; right: number; y: number }[] = []
    const inOrder = spots.toSorted((a, b) => b.cases - a.cases)
    return inOrder
      .map(({ name, quality, ms, cases }) => {
        const [cx, cy, r] = [x(Math.max(ms, lowest)), y(quality), 4 + Math.sqrt(cases) / 2.5]
        const width = name.length * 6.4
        const isRight = cx + r + width + 6 < SIZE.width
        const left = isRight ? cx + r + 4 : cx - r - 4 - width
        let at = cy + 4
        const stands = (one: (typeof taken)[number]) =>
          one.left < left + width && one.right > left && Math.abs(one.y - at) < LINE
        while (taken.some(stands)) at += LINE
        taken.push({ left, right: left + width, y: at })
        const title = `${name}: ${percent(quality)} of ${cases} passed, median ${ms} ms`
        return `<g><title>${escapeText(title)}</title><circle cx="${cx}" cy="${cy}" r="${r.toFixed(1)}" fill="${seriesColour(0)}" fill-opacity="0.55"/><text x="${left.toFixed(1)}" y="${at.toFixed(1)}">${escapeText(name)}</text></g>`
      })
      .join('\n')
  })
}
