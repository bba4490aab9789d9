import type { Measured } from './measure.ts'

/** The report as markdown: quality by set, means, and latency as the corpus grows. */
export function formatTable(quality: Measured[], growth: Measured[]): string {
  const systems = unique(quality.map((row) => row.system))
  const sets = unique(quality.map((row) => row.set))
  const of = (system: string, set: string) =>
    quality.find((row) => row.system === system && row.set === set)
  const head = (first: string, columns: string[]) =>
    `| ${[first, ...columns].join(' | ')} |\n|${'---|'.repeat(columns.length + 1)}`
  const best = (set: string) => Math.max(...systems.map((system) => of(system, set)?.ndcg10 ?? 0))
  const cell = (system: string, set: string) => {
    const value = of(system, set)?.ndcg10
    if (value === undefined) return '–'
    return value === best(set) ? `**${value.toFixed(3)}**` : value.toFixed(3)
  }
  const sizes = unique(growth.map((row) => String(row.documents)))
  return `# Peers in one run

Made by \`npm run bench:peers\`: the same machine, the same corpora, each system fresh for each set. The vector
stores share one deterministic embedding table made of hashed words, so their quality here says nothing about real
embeddings; their cost does. Of the sets of
conversations (dstc11, kdconv) every system gets the earlier turns too.

![Quality against latency](quality-latency.svg)

## nDCG@10

${head('set', systems)}
${sets.map((set) => `| ${[set, ...systems.map((system) => cell(system, set))].join(' | ')} |`).join('\n')}
| ${['mean', ...systems.map((system) => mean(sets.map((set) => of(system, set)?.ndcg10 ?? 0)).toFixed(3))].join(' | ')} |

## Latency in ms (p50 / p95) and seconds to index, by set

${head('set', systems)}
${sets.map((set) => `| ${[set, ...systems.map((system) => speed(of(system, set)))].join(' | ')} |`).join('\n')}

## Latency as the corpus grows

![Latency against corpus size](latency-size.svg)

${head('documents', unique(growth.map((row) => row.system)))}
${sizes
  .map((size) => {
    const cells = unique(growth.map((row) => row.system)).map((system) =>
      speed(growth.find((row) => row.system === system && String(row.documents) === size)),
    )
    return `| ${[size, ...cells].join(' | ')} |`
  })
  .join('\n')}
`
}

function speed(row: Measured | undefined): string {
  return row
    ? `${row.p50Ms.toFixed(1)} / ${row.p95Ms.toFixed(1)}; ${row.indexSeconds.toFixed(1)} s`
    : '–'
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
