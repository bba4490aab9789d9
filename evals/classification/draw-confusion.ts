import type { Judged } from '../classification-metrics.ts'

const CELL = 18
const LEFT = 190
const TOP = 150
/** Labels shown, the most frequent ones. */
const MOST = 30

/** True labels by row, said labels by column; each row is darkened by its own shares. As an SVG. */
export function drawConfusion(set: string, rows: readonly Judged[]): string {
  const sizes = new Map<string, number>()
  for (const { truth } of rows) sizes.set(truth, (sizes.get(truth) ?? 0) + 1)
  const labels = [...sizes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .map(([label]) => label)
  const counts = new Map<string, number>()
  for (const { truth, label } of rows) {
    const key = `${truth}\n${label}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const cells = labels.flatMap((truth, row) =>
    labels.flatMap((label, column) => {
      const count = counts.get(`${truth}\n${label}`) ?? 0
      if (count === 0) return []
      const share = count / (sizes.get(truth) ?? 1)
      const colour = truth === label ? '51,102,170' : '204,68,51'
      return [
        `<rect x="${LEFT + column * CELL}" y="${TOP + row * CELL}" width="${CELL}" height="${CELL}" fill="rgba(${colour},${(0.1 + 0.9 * share).toFixed(2)})"><title>${escapeText(truth)}: ${count} as ${escapeText(label)}</title></rect>`,
      ]
    }),
  )
  const names = labels.map(
    (label, i) =>
      `<text x="${LEFT - 6}" y="${TOP + i * CELL + 13}" text-anchor="end">${escapeText(label)}</text>
<text transform="translate(${LEFT + i * CELL + 13} ${TOP - 6}) rotate(-60)">${escapeText(label)}</text>`,
  )
  const size = labels.length * CELL
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + size + 90} ${TOP + size + 16}" font-family="sans-serif" font-size="10">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="8" y="16" font-size="12">${escapeText(set)}: true label by row, said label by column</text>
<rect x="${LEFT}" y="${TOP}" width="${size}" height="${size}" fill="none" stroke="#999999"/>
${names.join('\n')}
${cells.join('\n')}
</svg>
`
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
