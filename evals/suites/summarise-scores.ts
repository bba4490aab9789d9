import { percentile } from '../metrics.ts'

/** Figures of one case by name; a figure that does not apply to it is left out. */
export type CaseScores = {
  id: string
  scores: Record<string, number>
  /** `lang` → `en` … */
  slices: Record<string, string>
}

/** A case as it came out; a row of `scores.jsonl`. */
export type ScoredCase = CaseScores & {
  /** Why it did not pass; empty where it did. */
  reasons: string[]
  /** Gates that this case breaks. */
  broken: string[]
}

/** A case that ended in an error or took too long: failed, never left out. */
export function failedCase(
  id: string,
  slices: Record<string, string>,
  names: readonly string[],
  error: unknown,
): ScoredCase {
  return {
    ...{ id, slices, broken: ['failed'] },
    scores: Object.fromEntries(names.map((name) => [name, 0])),
    reasons: [`failed: ${error instanceof Error ? error.message : error}`],
  }
}

/** Means over the cases they apply to, altogether and as `figure/slice=value`. */
export function summariseScores(cases: readonly CaseScores[]): Record<string, number> {
  const lists = new Map<string, number[]>()
  const add = (name: string, value: number) => {
    const list = lists.get(name)
    if (list) list.push(value)
    else lists.set(name, [value])
  }
  for (const { scores, slices } of cases) {
    for (const [name, value] of Object.entries(scores)) {
      add(name, value)
      for (const [slice, of] of Object.entries(slices)) add(`${name}/${slice}=${of}`, value)
    }
  }
  const names = [...lists.keys()].sort(bySlice)
  return Object.fromEntries(names.map((name) => [name, mean(lists.get(name) ?? [])]))
}

/** Overall figures before those of slices. */
function bySlice(a: string, b: string): number {
  return Number(a.includes('/')) - Number(b.includes('/')) || (a < b ? -1 : 1)
}

export function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

/** p50, p95 and p99, in milliseconds. */
export function latencyFigures(times: readonly number[], stage = ''): Record<string, number> {
  const name = (share: string) => (stage === '' ? `${share}Ms` : `${stage}.${share}Ms`)
  return {
    [name('p50')]: percentile(times, 0.5),
    [name('p95')]: percentile(times, 0.95),
    [name('p99')]: percentile(times, 0.99),
  }
}
