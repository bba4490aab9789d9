import { AppError } from '../src/errors.ts'
import { hasRows } from './read-cases.ts'
import type { EvalOptions, EvalResult } from './results.ts'
import { runRetrieval } from './run-retrieval.ts'
import { runAttacks } from './suites/attacks.ts'
import { runCheck } from './suites/check.ts'
import { runClassificationSuite } from './suites/classification.ts'
import { runConversations } from './suites/conversations.ts'
import { runLatency } from './suites/latency.ts'
import { runLocks } from './suites/locks.ts'
import { runQuestions } from './suites/questions.ts'
import { runSummary } from './suites/summary.ts'
import { runWarnings } from './suites/warnings.ts'

const SUITES: Record<string, (options: EvalOptions) => Promise<EvalResult>> = {
  retrieval: (options) => runRetrieval('retrieval', options),
  grounding: (options) => runRetrieval('grounding', options),
  questions: runQuestions,
  conversations: runConversations,
  attacks: runAttacks,
  check: runCheck,
  warnings: runWarnings,
  classification: runClassificationSuite,
  summary: runSummary,
  latency: runLatency,
  locks: runLocks,
}

export const SUITE_NAMES = Object.keys(SUITES)

/** A file of cases → the suite it is for. A corpus is measured by name: it says nothing of a desk. */
const SUITE_OF_FILE: Record<string, string> = {
  'questions.jsonl': 'questions',
  'conversations.jsonl': 'conversations',
  'attacks.jsonl': 'attacks',
  'drafts.jsonl': 'check',
  'lines.jsonl': 'warnings',
  'test.jsonl': 'classification',
  'dialogues.jsonl': 'summary',
}

/** Suites whose cases are asked of a desk with its knowledge: where one is wanted, so is that its locks hold. */
const ON_A_DESK: ReadonlySet<string> = new Set(['questions', 'conversations', 'attacks'])

/** The suites that a folder has cases for. Throws `BAD_INPUT` where it has none. */
export function suitesFor(cases: string): string[] {
  const found = Object.entries(SUITE_OF_FILE).filter(([file]) => hasRows(cases, file))
  if (found.length === 0) {
    throw new AppError('BAD_INPUT', `There is no file of cases in ${cases}.`, {
      hint: `It may hold: ${Object.keys(SUITE_OF_FILE).join(', ')}.`,
    })
  }
  const suites = found.map(([, suite]) => suite)
  // It has no cases of its own: the knowledge itself is what it tries.
  return suites.some((suite) => ON_A_DESK.has(suite)) ? [...suites, 'locks'] : suites
}

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
