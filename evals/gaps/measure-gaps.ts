import { performance } from 'node:perf_hooks'
import { groupQuestions } from '../../src/editing/gaps/index.ts'
import type { Tongue } from '../../src/editing/gaps/same-need.ts'
import { bestHits, groupByExactText, groupByLinks } from './baselines.ts'
import { type Half, pairOf, type QuestionSet, readSet, type SetName } from './read-sets.ts'
import { type PairScore, scoreAllPairs, scoreJudged } from './score-groups.ts'

export const SYSTEMS = ['exact text', 'BM25 links', 'BM25 links, own', 'sidecue'] as const
export type System = (typeof SYSTEMS)[number]

export type SetFigures = {
  set: SetName
  half: Half
  questions: number
  same: number
  scores: Record<System, { all: PairScore; judged: PairScore | null; largest: number }>
  seconds: number
}

export const TONGUES: Record<SetName, Tongue> = {
  'afqmc-faq': 'zh',
  'bustm-pairs': 'zh',
  'crosswoz-intent-val': 'zh',
  covidfaq: 'en',
  bitext27: 'en',
}

/** Linked from which share of the own score on: the baseline is fitted as fairly as we are, on the same halves. */
const SHARES = Array.from({ length: 20 }, (_, at) => at * 0.05)

/** The share that is best over the tuned halves of these sets together. */
export async function fitLinks(bench: string, names: readonly SetName[]): Promise<number> {
  const sets = (await Promise.all(names.map((name) => readSet(bench, name, 'tuned')))).filter(
    (set) => set !== undefined,
  )
  const hits = sets.map(({ texts }) => bestHits(texts))
  const scored = SHARES.map((share) => ({
    share,
    f1: sets.reduce(
      (sum, set, at) =>
        sum + scoreAllPairs(set, groupByLinks(set.texts.length, hits[at]!, share)).f1,
      0,
    ),
  }))
  return scored.reduce((one, other) => (other.f1 > one.f1 ? other : one)).share
}

/** How exact text, BM25 links and our groups fare on a half of a set; undefined where the set is not there. */
export async function measureSet(
  bench: string,
  name: SetName,
  half: Half,
  shares: { common: number; own: number },
): Promise<SetFigures | undefined> {
  const set = await readSet(bench, name, half)
  if (!set) return undefined
  const hits = bestHits(set.texts)
  const started = performance.now()
  const ours = groupQuestions(set.texts, { tongue: TONGUES[name], glossary: [] })
  const seconds = (performance.now() - started) / 1000
  const link = (share: number) => groupByLinks(set.texts.length, hits, share)
  return {
    ...{ set: name, half, questions: set.texts.length, same: set.same.size, seconds },
    scores: {
      'exact text': score(set, groupByExactText(set.texts)),
      'BM25 links': score(set, link(shares.common)),
      'BM25 links, own': score(set, link(shares.own)),
      sidecue: score(
        set,
        ours.map(({ members }) => members),
      ),
    },
  }
}

function score(set: QuestionSet, groups: readonly (readonly number[])[]) {
  return {
    all: scoreAllPairs(set, groups),
    judged: set.judged === null ? null : scoreJudged(set, groups),
    largest: Math.max(...groups.map(({ length }) => length)),
  }
}

/** Pairs that two ways of writing the same questions give alike, as F1 of one against the other. */
export function agreement(
  one: readonly (readonly number[])[],
  other: readonly (readonly number[])[],
): number {
  const same = new Set<string>()
  for (const group of one)
    for (const [i, a] of group.entries()) for (const b of group.slice(i + 1)) same.add(pairOf(a, b))
  return scoreAllPairs({ texts: [], same, judged: null }, other).f1
}
