import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bestBaseline, bestPeer } from '../grounding/best-peers.ts'

/** What is known of a set from elsewhere: lines of the bench's README, as they stand there. */
export type KnownSet = { measured: string | null; published: string | null }

/** Every set that the README of a bench folder has, whether it is there or not. */
export async function readKnownSets(bench: string): Promise<Map<string, KnownSet>> {
  const sets = new Map<string, KnownSet>()
  const file = join(bench, 'README.md')
  if (!existsSync(file)) return sets
  let current: KnownSet | null = null
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const [, name] = /^### (\S+)$/.exec(line) ?? []
    if (name !== undefined) {
      current = { measured: null, published: null }
      sets.set(name, current)
    } else if (/^## /.test(line)) current = null
    const [, what, text] = /^- (measured|published): (.*)$/.exec(line) ?? []
    if (current !== null && what !== undefined && text !== undefined)
      current[what as keyof KnownSet] = text
  }
  return sets
}

export type Rival = { name: string; value: number; from: string }

/** The best figure anybody else was measured with on these very cases, for the figure that stands in the table. */
export async function bestRival(
  { bench, peers }: { bench: string; peers: string },
  set: string,
  figure: string,
  known: KnownSet | undefined,
): Promise<Rival | null> {
  if (figure !== 'nDCG@10') return inWords(known?.measured ?? null, figure)
  const table = join(bench, 'baselines.tsv')
  const found = await Promise.all([
    existsSync(table) ? bestBaseline(table, set) : null,
    bestPeer(peers, set),
  ])
  const [best] = found.flatMap((one) => (one === null ? [] : [one])).sort((a, b) => b.ndcg - a.ndcg)
  return best === undefined ? null : { name: best.system, value: best.ndcg, from: best.from }
}

/** How the README words the figures of the rival, in points or as a share. */
const WORDED: Readonly<Record<string, { pattern: RegExp; scale: number }>> = {
  macroF1: { pattern: /macro-F1 ([\d.]+)/, scale: 0.01 },
  f1: { pattern: /F1 offensive ([\d.]+)/, scale: 0.01 },
  auc: { pattern: /AUC ([\d.]+)/, scale: 1 },
  rougeL: { pattern: /R1\/R2\/RL [\d.]+\/[\d.]+\/([\d.]+)/g, scale: 0.01 },
}

function inWords(measured: string | null, figure: string): Rival | null {
  const form = WORDED[figure]
  if (measured === null || form === undefined) return null
  const pattern = new RegExp(form.pattern.source, 'g')
  const values = [...measured.matchAll(pattern)].map((match) => Number(match[1]) * form.scale)
  if (values.length === 0) return null
  const name = /^(?:LEAD|LONGEST)/.test(measured)
    ? 'the first or the longest three turns'
    : (measured.split(/[:,] |\) acc| acc/)[0] ?? '')
  return { name, value: Math.max(...values), from: 'README of the bench' }
}
