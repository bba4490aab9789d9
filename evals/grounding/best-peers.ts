import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

export type Peer = { system: string; ndcg: number; from: string }

/** The best peer on a set of `baselines.tsv`, whatever variant of the question it was given. */
export async function bestBaseline(file: string, set: string): Promise<Peer | null> {
  const [head = '', ...lines] = (await readFile(file, 'utf8')).trim().split('\n')
  const columns = head.split('\t')
  const peers = lines
    .map((line) => line.split('\t'))
    .filter((cells) => cells[columns.indexOf('set')] === set)
    .map((cells): Peer => {
      const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
      const system = `${cell('system')} ${cell('variant')}`.trim()
      return { system, ndcg: Number(cell('nDCG@10')), from: 'baselines.tsv' }
    })
  return best(peers)
}

/** The best peer on a set of our own run of the peers, read from its table. */
export async function bestPeer(report: string, set: string): Promise<Peer | null> {
  if (!existsSync(report)) return null
  const rows = (await readFile(report, 'utf8')).split('\n').map(cellsOf)
  const head = rows.find(([first]) => first === 'set')
  const row = rows.find(([first]) => first === set)
  if (!head || !row) return null
  const peers = head.flatMap((system, i): Peer[] =>
    i === 0 || system.startsWith('sidecue') || Number.isNaN(Number(row[i]))
      ? []
      : [{ system, ndcg: Number(row[i]), from: 'evals/reports/peers' }],
  )
  return best(peers)
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

function best(peers: readonly Peer[]): Peer | null {
  return peers.toSorted((a, b) => b.ndcg - a.ndcg)[0] ?? null
}
