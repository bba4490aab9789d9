/** What one engine did with one knowledge folder. */
export type Figures = {
  engine: 'embedded' | 'server'
  articles: number
  chunks: number
  /** First load: reading, compiling, writing, building the indexes. */
  firstSeconds: number
  /** Peak memory of the process until then; of the embedded engine too, which runs in it, not of a server. */
  peakMb: number
  /** Reading and hashing the files, and nothing else. */
  hashSeconds: number
  /** A run that finds nothing changed, and one that finds one article changed. */
  nothingSeconds: number
  oneSeconds: number
  /** Ordinary questions, one at a time. */
  p50Ms: number
  p95Ms: number
  /** Odd ones. */
  oddP50Ms: number
  oddP99Ms: number
}

/** The report of `bench:scale` as markdown. */
export function formatFigures(all: readonly Figures[], machine: string): string {
  return `# As the knowledge base grows

Made by \`npm run bench:scale\` on ${machine}. Articles of four sections each, put together from the passages of the public
sets; questions of the same sets, ${WHO_ASKS}. Each row is a process of its own with an empty database.

## Searching, one question at a time (ms)

${table(all, ['p50', 'p95', 'odd p50', 'odd p99'], (row) => [row.p50Ms, row.p95Ms, row.oddP50Ms, row.oddP99Ms].map((ms) => ms.toFixed(1)))}

Odd questions: empty, 100 kB, only emoji or stop words, SQL, regular expressions, lone surrogates, control characters, right
to left, 10,000 times one character, any characters (\`evals/scale/odd-queries.ts\`).

## Indexing

${table(
  all,
  [
    'first load (s)',
    'chunks/s',
    'peak memory (MB)',
    'nothing changed (s)',
    'reading and hashing alone (s)',
    'one changed (s)',
  ],
  (row) => [
    row.firstSeconds.toFixed(1),
    (row.chunks / row.firstSeconds).toFixed(0),
    row.peakMb.toFixed(0),
    row.nothingSeconds.toFixed(2),
    row.hashSeconds.toFixed(2),
    row.oneSeconds.toFixed(2),
  ],
)}

## Growth

${growth(all)}
`
}

const WHO_ASKS = 'a few of each'

function table(
  all: readonly Figures[],
  columns: string[],
  cells: (row: Figures) => string[],
): string {
  const head = ['engine', 'articles', 'chunks', ...columns]
  const rows = all.map((row) => [
    row.engine,
    String(row.articles),
    String(row.chunks),
    ...cells(row),
  ])
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function growth(all: readonly Figures[]): string {
  const engines = [...new Set(all.map(({ engine }) => engine))]
  return engines
    .map((engine) => {
      const own = all.filter((row) => row.engine === engine)
      const [least, most] = [own[0] as Figures, own.at(-1) as Figures]
      const times = (most.chunks / least.chunks).toFixed(1)
      return `${engine}: ${times} times the chunks take ${(most.p50Ms / least.p50Ms).toFixed(1)} times as long (p50), ${(most.p95Ms / least.p95Ms).toFixed(1)} times at p95.`
    })
    .join('\n')
}
