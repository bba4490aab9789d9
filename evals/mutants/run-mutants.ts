import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../src/errors.ts'
import { checkPatches } from './check-patches.ts'
import type { Job } from './job.ts'
import { planStages } from './plan-stages.ts'
import { runJob } from './run-job.ts'
import type { Mutant, Notice, Stage } from './types.ts'

export type MutantOptions = {
  cases: string
  baselines: string
  knowledge: string[]
  /** Processes at a time. */
  jobs: number
  /** Only these suites; all that a desk has when left out. */
  suites?: readonly string[] | undefined
  onProgress?: ((text: string) => void) | undefined
}

export type MutantResult = {
  id: string
  breaks: string
  isCaught: boolean
  /** What noticed it first; empty for a survivor. */
  notices: Notice[]
  seconds: number
  /** Why it could not be run: the mutant, not the program, is wrong then. */
  broken?: string
}

export type MutantReport = {
  /** What is wrong without any mutant; then none was tried. */
  unmutated: Notice[]
  results: MutantResult[]
  seconds: number
}

/** No mutant has so long: one that hangs is caught by it. */
const LONGEST_MS = 300_000

/**
 * Breaks the program in each of these ways and sees whether a gate or a figure notices. First the program as it is has to pass:
 * what fails anyway would catch everything. Throws `BAD_INPUT` for a mutant that is out of step with the source or breaks
 * more than it means to.
 */
export async function runMutants(
  mutants: readonly Mutant[],
  options: MutantOptions,
): Promise<MutantReport> {
  await checkPatches(mutants)
  const started = performance.now()
  const scratch = await mkdtemp(join(tmpdir(), 'sidecue-mutants-'))
  const since = () => (performance.now() - started) / 1000
  try {
    const { sample, whole } = await planStages(options, scratch)
    const unmutated = await tryUnmutated([sample, whole], scratch, options)
    if (unmutated.length > 0) return { unmutated, results: [], seconds: since() }
    options.onProgress?.(`unmutated: nothing noticed, ${Math.round(since())} s`)
    // What is the same on a sample and on all is tried once.
    const stages = [...sample, ...whole.filter(({ suite }) => suite !== 'locks')]
    const results = await eachOf(mutants, options.jobs, (mutant) =>
      tryMutant(mutant, stages, scratch, options),
    )
    refuseBroken(results)
    return { unmutated, results, seconds: since() }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function tryUnmutated(
  halves: readonly (readonly Stage[])[],
  scratch: string,
  { jobs, knowledge }: MutantOptions,
): Promise<Notice[]> {
  const verdicts = await eachOf(halves, jobs, async (stages, at) => {
    const job: Job = { stages, out: join(scratch, `plain-${at}`), knowledge, isThorough: true }
    return runJob(null, job, { timeoutMs: 2 * LONGEST_MS })
  })
  const broken = verdicts.find((verdict) => verdict.broken !== undefined)?.broken
  if (broken !== undefined)
    throw new AppError('BAD_INPUT', `The evals cannot be run at all: ${broken}`)
  return verdicts.flatMap(({ notices }) => notices)
}

async function tryMutant(
  mutant: Mutant,
  stages: readonly Stage[],
  scratch: string,
  { knowledge, onProgress }: MutantOptions,
): Promise<MutantResult> {
  const started = performance.now()
  const { id, breaks } = mutant
  const job: Job = { stages, out: join(scratch, id), knowledge, isThorough: false }
  const { notices, broken } = await runJob(mutant, job, { timeoutMs: LONGEST_MS })
  const seconds = (performance.now() - started) / 1000
  const by = notices[0] === undefined ? 'SURVIVED' : `${notices[0].suite}, ${notices[0].by}`
  onProgress?.(`${id}: ${broken === undefined ? by : 'CANNOT BE RUN'}, ${Math.round(seconds)} s`)
  const result = { id, breaks, isCaught: notices.length > 0, notices, seconds }
  return broken === undefined ? result : { ...result, broken }
}

function refuseBroken(results: readonly MutantResult[]): void {
  const broken = results.filter((result) => result.broken !== undefined)
  if (broken.length === 0) return
  const lines = broken.map(({ id, broken: why }) => `${id}: ${why}`)
  throw new AppError('BAD_INPUT', `Mutants that cannot be run:\n${lines.join('\n')}`, {
    hint: 'A mutant has to be a working program that does the wrong thing.',
  })
}

/** In the order given, some at a time. */
async function eachOf<T, R>(
  items: readonly T[],
  atOnce: number,
  run: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [at, item] of queue) results[at] = await run(item, at)
    }),
  )
  return results
}
