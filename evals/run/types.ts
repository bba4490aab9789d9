import type { EvalOptions, EvalResult, Gate } from '../results.ts'

/** What is done with several suites at once. */
export type RunOptions = Omit<EvalOptions, 'open' | 'onProgress' | 'image'> & {
  suites: readonly string[]
  /** All that the cases are for were asked for: a baseline of one that is not among them is a missing suite. */
  isAll?: boolean
  /** Baseline of a suite, or a folder with one of each, to compare with or to be written. */
  baseline?: string | undefined
  saveBaseline?: string | undefined
  /** Suites at a time, each in a process of its own; 1: one after the other, here. */
  jobs?: number | undefined
  /** How long a suite may take before its process is ended and it counts as failed. */
  suiteTimeoutMs?: number | undefined
  /** Has a language model judge answers too: an opinion beside the scores, never a gate. */
  judge?: EvalOptions['model']
  onProgress?: ((suite: string, phase: string, done: number, total: number) => void) | undefined
}

/** `run.json`: all suites of a run and what holds for it as a whole. */
export type EvalRun = {
  schema: 1
  suites: EvalResult[]
  /** Budgets and what else is of the run, not of a suite. */
  gates: Gate[]
  /** What it was run on, where that is known. */
  commit: string | null
  startedAt: string
  seconds: number
}

/** What a child process is to do. `image`: index the knowledge and keep it in `file`. */
export type Job =
  | { type: 'suite'; suite: string; options: JobOptions }
  | { type: 'image'; file: string; options: JobOptions }

type JobOptions = Omit<EvalOptions, 'open' | 'onProgress'>

export type PlainError = { code?: string; message: string; hint?: string; place?: object }

/** What it tells meanwhile and at the end. */
export type Notice =
  | { type: 'progress'; phase: string; done: number; total: number }
  | { type: 'done'; result: EvalResult | null }
  | { type: 'failed'; error: PlainError }
