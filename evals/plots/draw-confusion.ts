import { escapeText, INK } from './frame.ts'

const CELL = 26
/** Labels shown, the most frequent ones. */
const MOST = 30
/** Width of a letter, to leave room for names. */
const LETTER = 6.6

export type Labelled = { truth: string; label: string | null }

/**
 * True labels by row, said labels by column, with counts; each row is darkened by its own shares. As an SVG. A label that
 * is said and never true has a column.
 */
export function drawConfusion(set: string, rows: readonly Labelled[]): string {
  const truths = inOrder(rows.map(({ truth }) => truth)).slice(0, MOST)
  const others = inOrder(rows.map(({ label }) => label ?? 'none')).filter(
    (label) => !truths.includes(label),
  )
  const columns = [...truths, ...others].slice(0, MOST)
  const counts = new Map<string, Map<string, number>>()
  for (const { truth, label } of rows) {
    const row = counts.get(truth) ?? new Map<string, number>()
    counts.set(truth, row)
    row.set(label ?? 'none', (row.get(label ?? 'none') ?? 0) + 1)
  }
  const longest = Math.max(...columns.map((name) => name.length), 4) * LETTER
  const left = Math.ceil(Math.max(60, longest + 16))
  const top = Math.ceil(longest * 0.87 + 40)
  const cells = truths.flatMap((truth, row) =>
    columns.map((label, column) => {
      const count = counts.get(truth)?.get(label) ?? 0
      const all = [...(counts.get(truth)?.values() ?? [])].reduce((sum, one) => sum + one, 0)
      return drawCell(truth, label, count, count / Math.max(1, all), {
        x: left + column * CELL,
        y: top + row * CELL,
      })
    }),
  )
  const sides = [
    ...truths.map(
      (label, i) =>
        `<text x="${left - 8}" y="${top + i * CELL + 17}" text-anchor="end">${escapeText(label)}</text>`,
    ),
    ...columns.map(
      (label, i) =>
        `<text transform="translate(${left + i * CELL + 17} ${top - 8}) rotate(-60)">${escapeText(label)}</text>`,
    ),
  ]
  const title = `${set}: true label by row, said label by column`
  const size = {
    width: left + columns.length * CELL + longest * 0.5 + 20,
    title: title.length * 7 + 16,
  }
  const width = Math.round(Math.max(size.width, size.title))
  const height = top + truths.length * CELL + 14
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeText(title)}" font-family="system-ui, sans-serif" font-size="12" fill="${INK.text}">
<rect width="100%" height="100%" fill="${INK.ground}"/>
<text x="8" y="18" font-weight="600">${escapeText(title)}</text>
<rect x="${left}" y="${top}" width="${columns.length * CELL}" height="${truths.length * CELL}" fill="none" stroke="${INK.faint}"/>
${sides.join('\n')}
${cells.join('\n')}
</svg>
`
}

function drawCell(
  truth: string,
  label: string,
  count: number,
  share: number,
  { x, y }: { x: number; y: number },
): string {
  if (count === 0) return ''
  const colour = truth === label ? INK.good : INK.mark
  const ink = share > 0.55 ? '#ffffff' : INK.text
  return `<g><title>${escapeText(truth)}: ${count} as ${escapeText(label)}</title><rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="${colour}" fill-opacity="${(0.12 + 0.85 * share).toFixed(2)}"/><text x="${x + CELL / 2}" y="${y + 17}" text-anchor="middle" font-size="10" fill="${ink}">${count}</text></g>`
}

/** The most frequent first. */
function inOrder(labels: readonly string[]): string[] {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([label]) => label)
}
