import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type EvalResult, runEval } from './index.ts'

/**
 * Prints our nDCG@10 beside that of the best peer for every set of a bench folder, and writes the table:
 * `node evals/report-retrieval.ts [--bench ../shared/bench] [--out evals/out/retrieval] [--report evals/reports/retrieval.md]`.
 */
const { values } = parseArgs({
  options: {
    bench: { type: 'string', default: '../shared/bench' },
    out: { type: 'string', default: 'evals/out/retrieval' },
    report: { type: 'string', default: 'evals/reports/retrieval.md' },
  },
})

type Peer = { system: string; ndcg: number }

const peers = await readPeers(join(values.bench, 'baselines.tsv'))
const rows: { set: string; peer: Peer; result: EvalResult }[] = []
for (const [set, peer] of peers) {
  const cases = join(values.bench, set)
  const isDialogue = ['conversations.jsonl', 'conversations.jsonl.gz'].some((name) =>
    existsSync(join(cases, name)),
  )
  const suite = isDialogue ? 'grounding' : 'retrieval'
  const result = await runEval(suite, { cases, out: join(values.out, set) })
  rows.push({ set, peer, result })
  process.stdout.write(`${toRow(rows.at(-1) as (typeof rows)[number])}\n`)
}
const report = render()
await mkdir(join(values.report, '..'), { recursive: true })
await writeFile(values.report, report)
process.stdout.write(report)

/** The best peer of each set, whatever variant of the question it was given. */
async function readPeers(file: string): Promise<Map<string, Peer>> {
  const best = new Map<string, Peer>()
  const [head = '', ...lines] = (await readFile(file, 'utf8')).trim().split('\n')
  const columns = head.split('\t')
  for (const line of lines) {
    const cells = line.split('\t')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    const ndcg = Number(cell('nDCG@10'))
    if (ndcg > (best.get(cell('set'))?.ndcg ?? -1)) {
      best.set(cell('set'), { system: `${cell('system')} ${cell('variant')}`.trim(), ndcg })
    }
  }
  return best
}

function toRow({ set, peer, result: { metrics } }: (typeof rows)[number]): string {
  const ours = metrics['nDCG@10'] ?? 0
  const cells = [
    set,
    result(metrics, 'chunks', 0),
    ours.toFixed(4),
    peer.ndcg.toFixed(4),
    `${ours >= peer.ndcg ? '+' : ''}${((ours - peer.ndcg) * 100).toFixed(1)}`,
    peer.system,
    result(metrics, 'R@1', 3),
    result(metrics, 'R@10', 3),
    result(metrics, 'p50Ms', 1),
    result(metrics, 'p95Ms', 1),
  ]
  return `| ${cells.join(' | ')} |`
}

function result(metrics: Record<string, number>, name: string, digits: number): string {
  return (metrics[name] ?? 0).toFixed(digits)
}

function render(): string {
  const mean = (value: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + value(row), 0) / Math.max(1, rows.length)
  const ours = mean(({ result: { metrics } }) => metrics['nDCG@10'] ?? 0)
  const theirs = mean(({ peer }) => peer.ndcg)
  const below = rows.filter(
    ({ peer, result: { metrics } }) => (metrics['nDCG@10'] ?? 0) < peer.ndcg,
  )
  return `# Retrieval beside the best lexical peer of each set

No model, one setting for all sets, through the database (embedded engine, in memory). "Best peer" is the best of all systems
and variants measured on that very set (\`baselines.tsv\`), so it changes from row to row. Latency is one search at a time, measured
while other work ran on the machine (${cpus().length} cores). Made by \`node evals/report-retrieval.ts\`.

| set | chunks | nDCG@10 | best peer | points | which peer | R@1 | R@10 | p50 ms | p95 ms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(toRow).join('\n')}

Mean nDCG@10 ${ours.toFixed(4)} against ${theirs.toFixed(4)}: ${((ours - theirs) * 100).toFixed(1)} points above the best peer of each set.
${below.length === 0 ? 'No set is below its best peer.' : `Below its best peer: ${below.map(({ set }) => set).join(', ')}.`}
`
}
