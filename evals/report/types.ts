import type { ChangedCase, Comparison } from '../compare-baseline.ts'
import type { EvalResult } from '../results.ts'
import type { EvalRun } from '../run/types.ts'
import type { ScoredCase } from '../suites/summarise-scores.ts'
import type { CaseTrace } from '../trace/types.ts'

export type CasePlace = { file: string; line: number }

/** A suite of a run with everything it wrote. */
export type SuiteReport = {
  result: EvalResult
  /** Null: it was not compared with a baseline. */
  comparisons: Comparison[] | null
  changes: Map<string, ChangedCase>
  scores: ScoredCase[]
  traces: Map<string, CaseTrace>
  /** Where each case is written. */
  places: Map<string, CasePlace>
}

export type RunReport = { run: EvalRun; suites: SuiteReport[] }
