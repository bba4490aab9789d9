import { AppError } from '../src/errors.ts'
import type { EvalOptions, EvalResult } from './results.ts'
import { runRetrieval } from './run-retrieval.ts'
import { runAttacks } from './suites/attacks.ts'
import { runCheck } from './suites/check.ts'
import { runClassificationSuite } from './suites/classification.ts'
import { runConversations } from './suites/conversations.ts'
import { runLatency } from './suites/latency.ts'
import { runQuestions } from './suites/questions.ts'
import { runWarnings } from './suites/warnings.ts'

export { compareWithBaseline, saveBaseline } from './compare-baseline.ts'
export type { EvalOptions, EvalResult } from './results.ts'

const SUITES: Record<string, (options: EvalOptions) => Promise<EvalResult>> = {
  retrieval: (options) => runRetrieval('retrieval', options),
  grounding: (options) => runRetrieval('grounding', options),
  questions: runQuestions,
  conversations: runConversations,
  attacks: runAttacks,
  check: runCheck,
  warnings: runWarnings,
  classification: runClassificationSuite,
  latency: runLatency,
}

export const SUITE_NAMES = Object.keys(SUITES)

/** Measures one suite on a folder of cases and writes its results. Throws `BAD_INPUT` for a suite that is not there. */
export async function runEval(suite: string, options: EvalOptions): Promise<EvalResult> {
  const run = SUITES[suite]
  if (!run) {
    throw new AppError('BAD_INPUT', `There is no suite '${suite}'.`, {
      hint: `Allowed: ${SUITE_NAMES.join(', ')}.`,
    })
  }
  const onProgress = options.onProgress ?? (process.stderr.isTTY ? showProgress : undefined)
  return run({ ...options, onProgress })
}

function showProgress(phase: string, done: number, total: number): void {
  process.stderr.write(`\r${phase} ${done}/${total}  `)
  if (done >= total) process.stderr.write('\n')
}
