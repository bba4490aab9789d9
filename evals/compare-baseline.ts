import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { readBaseline, readScores, type ScoreRow } from './baseline-file.ts'
import { bootstrap } from './bootstrap.ts'
import type { EvalResult } from './results.ts'
import { figureOf } from './suite-figures.ts'

/** One figure of one slice, now and before. */
export type Comparison = {
  figure: string
  cases: number
  before: number
  now: number
  /** Bounds of the difference within which 95 % of the resampled ones lie. */
  low: number
  high: number
  /** Worse beyond chance and tolerance; or better, likewise. */
  isLoss: boolean
  isGain: boolean
}

/** A case that came out otherwise than before; a row of `changes.jsonl`. */
export type ChangedCase = {
  id: string
  /** Null: it is new. */
  before: Record<string, number> | null
  /** Null: it is missing. */
  now: Record<string, number> | null
}

export type CompareOptions = {
  /** A fall by this much is nothing; of some figures, by name or `name/slice=value`, another one is. */
  tolerance?: number
  tolerances?: Readonly<Record<string, number>> | undefined
  resamples?: number
}

/** Smaller slices tell nothing by themselves. */
const LEAST_CASES = 5

/**
 * Compares a run with a baseline, case by case, and writes `comparison.json` and `changes.jsonl` beside the results.
 * What got worse beyond chance and tolerance, in any slice, comes back as a gate. Throws `BAD_INPUT` with the line for
 * a baseline that is missing, empty, of another suite, of another form or with a figure that the suite does not have.
 */
export async function compareWithBaseline(
  file: string,
  result: EvalResult,
  out: string,
  options: CompareOptions = {},
): Promise<EvalResult> {
  const baseline = await readBaseline(file, result.suite)
  const scores = await readScores(out)
  const comparisons = compareScores(baseline.cases, scores, options)
  const losses = comparisons.filter(({ isLoss }) => isLoss)
  await writeFile(join(out, 'comparison.json'), `${JSON.stringify(comparisons, null, 2)}\n`)
  const changes = changedCases(baseline.cases, scores)
  await writeFile(
    join(out, 'changes.jsonl'),
    changes.map((change) => `${JSON.stringify(change)}\n`).join(''),
  )
  const gate = { name: 'losses', limit: 0, value: losses.length, ok: losses.length === 0 }
  const compared = { ...result, gates: [...result.gates, gate] }
  await writeFile(join(out, 'metrics.json'), `${JSON.stringify(compared, null, 2)}\n`)
  return compared
}

/** A case that is missing now counts as 0; one that is new is left out. */
export function compareScores(
  before: readonly ScoreRow[],
  now: readonly ScoreRow[],
  { tolerance = 0.01, tolerances = {}, resamples = 1000 }: CompareOptions = {},
): Comparison[] {
  const current = new Map(now.map((row) => [row.id, row]))
  const pairs = new Map<string, [before: number, now: number][]>()
  for (const { id, scores, slices } of before) {
    for (const [name, was] of Object.entries(scores)) {
      const is = current.get(id)?.scores[name] ?? 0
      const names = [name, ...Object.entries(slices).map(([slice, of]) => `${name}/${slice}=${of}`)]
      for (const figure of names) {
        const list = pairs.get(figure)
        if (list) list.push([was, is])
        else pairs.set(figure, [[was, is]])
      }
    }
  }
  return [...pairs]
    .filter(([, list]) => list.length >= LEAST_CASES)
    .map(([figure, list]): Comparison => {
      const differences = list.map(([was, is]) => is - was)
      const [low, high] = bootstrap(differences, resamples)
      const difference = mean(differences)
      const allowed = tolerances[figure] ?? tolerances[figureOf(figure)] ?? tolerance
      return {
        ...{ figure, cases: list.length, low, high },
        before: mean(list.map(([was]) => was)),
        now: mean(list.map(([, is]) => is)),
        isLoss: difference < -allowed && high < 0,
        isGain: difference > allowed && low > 0,
      }
    })
}

function changedCases(before: readonly ScoreRow[], now: readonly ScoreRow[]): ChangedCase[] {
  const was = new Map(before.map((row) => [row.id, row.scores]))
  const is = new Map(now.map((row) => [row.id, row.scores]))
  const ids = [...is.keys(), ...[...was.keys()].filter((id) => !is.has(id))]
  return ids.flatMap((id) => {
    const change = { id, before: was.get(id) ?? null, now: is.get(id) ?? null }
    return isDeepStrictEqual(change.before, change.now) ? [] : [change]
  })
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}
