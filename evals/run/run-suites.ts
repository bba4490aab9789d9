import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../src/errors.ts'
import { baselineFile, checkBaseline, saveBaseline } from '../baseline-file.ts'
import { compareWithBaseline } from '../compare-baseline.ts'
import { askJudge } from '../judge/ask-judge.ts'
import type { EvalResult } from '../results.ts'
import { runEval } from '../run-eval.ts'
import { writeResults } from '../suites/write-results.ts'
import { readThresholds, thresholdGates } from '../thresholds.ts'
import { budgetGates } from './budget-gates.ts'
import { inLanes, runJob } from './run-jobs.ts'
import type { EvalRun, RunOptions } from './types.ts'

/** Suites on a desk, that start from its indexed knowledge; the longest first, so that none is left over at the end. */
const ON_A_DESK = ['questions', 'attacks', 'conversations', 'check', 'locks', 'latency']
/** Measures time, so nothing else may run beside it. */
const ALONE = 'latency'
const MOST_JOBS = 2
const SUITE_TIMEOUT_MS = 10 * 60_000

/**
 * Measures suites, two at a time, each in a process of its own; those on a desk start from one indexed database.
 * Writes `metrics.json` and the rows of each below `out/<suite>` (of a single one, `out` itself) and `run.json`. A
 * suite that breaks off or takes too long is failed. Throws `BAD_INPUT` for what is wrong with the cases, the
 * thresholds or a baseline.
 */
export async function runSuites(options: RunOptions): Promise<EvalRun> {
  const startedAt = new Date().toISOString()
  const started = performance.now()
  const { suites, out, cases } = options
  const thresholds = await readThresholds(cases)
  await checkBaselines(options)
  const results = await measureAll(options)
  const judged: EvalResult[] = []
  for (const suite of suites) {
    const result = results.get(suite)
    if (result === undefined) continue
    judged.push(await holdAgainst(await withOpinion(result, options), options, thresholds))
  }
  const seconds = (performance.now() - started) / 1000
  const run: EvalRun = {
    ...{ schema: 1, suites: judged, gates: budgetGates(thresholds.budget, judged, seconds) },
    ...{ commit: await readCommit(), startedAt, seconds: Math.round(seconds * 10) / 10 },
  }
  await writeFile(join(out, 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
  return run
}

/** Where a suite's own results lie. */
export function folderOf({ out, suites }: Pick<RunOptions, 'out' | 'suites'>, suite: string) {
  return suites.length > 1 ? join(out, suite) : out
}

async function measureAll(options: RunOptions): Promise<Map<string, EvalResult>> {
  const { suites, jobs = Math.min(MOST_JOBS, availableParallelism()) } = options
  await mkdir(options.out, { recursive: true })
  const results = new Map<string, EvalResult>()
  if (suites.length === 1 || jobs === 1) {
    for (const suite of suites) {
      const onProgress = progressOf(options, suite)
      results.set(suite, await runEval(suite, { ...jobOptions(options, suite), onProgress }))
    }
    return results
  }
  const scratch = await mkdtemp(join(tmpdir(), 'sidecue-eval-'))
  const image = join(scratch, 'image.tar')
  try {
    const measure = async (suite: string, signal: AbortSignal) =>
      void results.set(suite, await measureApart(suite, image, options, signal))
    const quick = suites.filter((suite) => !ON_A_DESK.includes(suite))
    const onDesk = ON_A_DESK.filter((suite) => suites.includes(suite))
    const isImageWanted = onDesk.length > 1
    const first = isImageWanted ? [IMAGE, ...quick] : quick
    // What needs no database runs beside the indexing, and the rest as soon as that is done.
    let indexed: Promise<void> = Promise.resolve()
    const beside = [...first, ...onDesk.filter((suite) => suite !== ALONE)]
    await inLanes(beside, jobs, async (item, signal) => {
      if (item === IMAGE) {
        indexed = makeSharedImage(image, options, signal)
        return indexed
      }
      if (onDesk.includes(item)) await indexed
      return measure(item, signal)
    })
    if (onDesk.includes(ALONE)) await inLanes([ALONE], 1, measure)
    return results
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

const IMAGE = ' image'

async function makeSharedImage(
  file: string,
  options: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const { suiteTimeoutMs: timeoutMs = SUITE_TIMEOUT_MS } = options
  const job = { type: 'image', file, options: jobOptions(options, 'knowledge') } as const
  await runJob(job, { timeoutMs, signal, onProgress: progressOf(options, 'knowledge') })
}

async function measureApart(
  suite: string,
  image: string,
  options: RunOptions,
  signal: AbortSignal,
): Promise<EvalResult> {
  const { suiteTimeoutMs: timeoutMs = SUITE_TIMEOUT_MS } = options
  const startedAt = new Date().toISOString()
  const own = jobOptions(options, suite)
  const job = { ...own, ...(existsSync(image) ? { image } : {}) }
  try {
    const onProgress = progressOf(options, suite)
    const result = await runJob(
      { type: 'suite', suite, options: job },
      { timeoutMs, signal, onProgress },
    )
    if (result !== null) return result
    throw new Error('It ended without a result.')
  } catch (error) {
    if (error instanceof AppError || signal.aborted) throw error
    const gates = [{ name: 'finished', limit: 1, value: 0, ok: false }]
    const reason = error instanceof Error ? error.message : String(error)
    const failed = { suite, cases: 0, metrics: {}, gates, startedAt, error: reason }
    return writeResults(own.out, failed, { 'scores.jsonl': [] })
  }
}

function jobOptions(options: RunOptions, suite: string) {
  const { cases, knowledge, now, rate, generated, seed, model, caseTimeoutMs, trace } = options
  const out = folderOf(options, suite)
  return { cases, out, knowledge, now, rate, generated, seed, model, caseTimeoutMs, trace }
}

function progressOf({ onProgress }: RunOptions, suite: string) {
  return (phase: string, done: number, total: number) => onProgress?.(suite, phase, done, total)
}

/** Before anything is measured, so that nobody waits for what cannot be compared. */
async function checkBaselines({ baseline, suites, isAll }: RunOptions): Promise<void> {
  if (baseline === undefined) return
  const compared = suites.filter((suite) => suite !== ALONE)
  if (compared.length > 1 && baseline.endsWith('.jsonl')) {
    throw new AppError('BAD_INPUT', 'One baseline cannot be that of several suites.', {
      place: { file: baseline, line: 1 },
      hint: 'Name the folder that has one of each: --baseline evals/baselines',
    })
  }
  for (const suite of compared) await checkBaseline(baselineFile(baseline, suite), suite)
  if (!isAll || baseline.endsWith('.jsonl')) return
  const kept = (await readdir(baseline)).filter((file) => file.endsWith('.jsonl'))
  const missing = kept.find((file) => !suites.includes(file.replace(/\.jsonl$/, '')))
  if (missing === undefined) return
  throw new AppError('BAD_INPUT', `There is a baseline of a suite that there is no case for.`, {
    place: { file: join(baseline, missing), line: 1 },
    hint: 'Bring its cases back, or delete the baseline where the suite is to go.',
  })
}

/** Suites of which a language model can be asked whether it finds the answers good. */
const WITH_ANSWERS: ReadonlySet<string> = new Set(['questions', 'conversations'])

/** The result with how far a language model agrees, where one is asked. */
async function withOpinion(result: EvalResult, options: RunOptions): Promise<EvalResult> {
  const { judge } = options
  if (!judge || result.error !== undefined || !WITH_ANSWERS.has(result.suite)) return result
  const { openChat } = await import('../suites/eval-model.ts')
  const opinion = await askJudge(folderOf(options, result.suite), openChat(judge))
  return { ...result, metrics: { ...result.metrics, ...opinion } }
}

/** The result with the gates that thresholds and baseline add. */
async function holdAgainst(
  measured: EvalResult,
  options: RunOptions,
  { tolerance, tolerances }: Awaited<ReturnType<typeof readThresholds>>,
): Promise<EvalResult> {
  const { suite } = measured
  const out = folderOf(options, suite)
  if (measured.error !== undefined) return measured
  const gates = [...measured.gates, ...(await thresholdGates(options.cases, measured))]
  const result = { ...measured, gates }
  await writeFile(join(out, 'metrics.json'), `${JSON.stringify(result, null, 2)}\n`)
  const { baseline, saveBaseline: kept } = options
  const isCompared = suite !== ALONE
  if (kept && isCompared && !hasFailed(result))
    await saveBaseline(baselineFile(kept, suite), result, out)
  if (!baseline || !isCompared) return result
  const allowed = { tolerance, tolerances: tolerances[suite] }
  return compareWithBaseline(baselineFile(baseline, suite), result, out, allowed)
}

/** Whether cases ended in errors. What such a run scored is nothing to compare later ones with. */
export function hasFailed({ gates, error }: EvalResult): boolean {
  return error !== undefined || gates.some(({ name, ok }) => name === 'failed' && !ok)
}

/** The commit of the folder we are in; null where it is none of git's. */
async function readCommit(): Promise<string | null> {
  const fromCi = process.env.GITHUB_SHA
  if (fromCi) return fromCi
  return promisify(execFile)('git', ['rev-parse', 'HEAD']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  )
}
