import type { EvalRun } from './types.ts'

/** Whether nothing failed. A run that measured nothing is never good. */
export function isGood({ suites, gates }: Pick<EvalRun, 'suites' | 'gates'>): boolean {
  const isMeasured = suites.length > 0 && suites.every(({ cases }) => cases > 0)
  return isMeasured && [...gates, ...suites.flatMap((suite) => suite.gates)].every(({ ok }) => ok)
}
