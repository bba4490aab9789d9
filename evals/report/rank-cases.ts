import type { ScoredCase } from '../suites/summarise-scores.ts'
import type { CaseTrace } from '../trace/types.ts'
import type { SuiteReport } from './types.ts'
import { MAIN_FIGURE } from './words.ts'

/** A case that did not come out as it should. */
export type WorstCase = {
  scored: ScoredCase
  trace: CaseTrace | undefined
  /** `gate`: it breaks one. `worse`: it was better before. `open`: it was no better before. */
  why: 'gate' | 'worse' | 'open'
}

const ORDER = { gate: 0, worse: 1, open: 2 } as const

/** The cases of a suite that did not come out as they should, the worst first. */
export function rankCases(suite: SuiteReport): WorstCase[] {
  const main = MAIN_FIGURE[suite.result.suite] ?? 'passed'
  return suite.scores
    .filter(({ reasons }) => reasons.length > 0)
    .map((scored): WorstCase => {
      const change = suite.changes.get(scored.id)
      const isWorse =
        change?.before != null && (change.before[main] ?? 0) > (scored.scores[main] ?? 0)
      return {
        ...{ scored, trace: suite.traces.get(scored.id) },
        why: scored.broken.length > 0 ? 'gate' : isWorse ? 'worse' : 'open',
      }
    })
    .sort(
      (a, b) =>
        ORDER[a.why] - ORDER[b.why] ||
        meanOf(a.scored) - meanOf(b.scored) ||
        (a.scored.id < b.scored.id ? -1 : 1),
    )
}

function meanOf({ scores }: ScoredCase): number {
  const values = Object.values(scores)
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)
}

/** Cases that were better before, or came right since, by the main figure; missing ones count as worse. */
export function turnedCases({ changes, result }: SuiteReport): {
  worse: string[]
  better: string[]
} {
  const main = MAIN_FIGURE[result.suite] ?? 'passed'
  const turned = { worse: [] as string[], better: [] as string[] }
  for (const { id, before, now } of changes.values()) {
    if (before === null) continue
    const difference = (now?.[main] ?? 0) - (before[main] ?? 0)
    if (difference < 0) turned.worse.push(id)
    if (difference > 0) turned.better.push(id)
  }
  return turned
}
