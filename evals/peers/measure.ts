import { type Judged, percentile, scoreRun } from '../metrics.ts'
import type { PeerDocument, PeerFactory, PeerSystem } from './systems/types.ts'

/** `before`: what was said before the turn `text`; empty where there is none. */
export type PeerCase = { id: string; text: string; before: string; relevant: Set<string> }

export type Measured = {
  system: string
  set: string
  documents: number
  queries: number
  ndcg10: number
  recall1: number
  recall10: number
  /** Share of queries with nothing found. */
  empty: number
  p50Ms: number
  p95Ms: number
  indexSeconds: number
}

const TOP = 10
const WARM_UP = 5

/** Indexes the documents in a fresh system, asks every query once, and scores what came. */
export async function measurePeer(
  factory: PeerFactory,
  set: string,
  documents: PeerDocument[],
  cases: PeerCase[],
): Promise<Measured> {
  const system = await factory.create(set.replaceAll(/\W/g, '_'))
  try {
    const started = performance.now()
    await system.index(documents)
    const indexSeconds = (performance.now() - started) / 1000
    for (const one of cases.slice(0, WARM_UP)) await ask(system, one)
    const judged: Judged[] = []
    const times: number[] = []
    for (const one of cases) {
      const asked = performance.now()
      const ranking = await ask(system, one)
      times.push(performance.now() - asked)
      judged.push({ ranking, relevant: one.relevant })
    }
    const scores = scoreRun(judged)
    return {
      system: factory.name,
      set,
      documents: documents.length,
      queries: cases.length,
      ndcg10: scores['nDCG@10'] ?? 0,
      recall1: scores['R@1'] ?? 0,
      recall10: scores['R@10'] ?? 0,
      empty: judged.filter((one) => one.ranking.length === 0).length / Math.max(1, judged.length),
      p50Ms: percentile(times, 0.5),
      p95Ms: percentile(times, 0.95),
      indexSeconds,
    }
  } finally {
    await system.close()
  }
}

function ask(system: PeerSystem, { text, before }: PeerCase): Promise<string[]> {
  if (before === '') return system.search(text, TOP)
  return system.searchTurn?.(text, before, TOP) ?? system.search(`${before} ${text}`, TOP)
}
