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

/** A mutant that takes so many times as long as the program as it is hangs, and is caught by it; on a busy machine both take longer. */
const HANGS = 6
const LEAST_MS = 120_000
/** No machine takes so long for the program as it is. */
const LONGEST_MS = 3_600_000

/**
 * Breaks the program in each of these ways and sees whether a gate or a figure notices: first on a sample of the cases, what was not
 * noticed there on all of them. Before either, the program as it is has to pass: what fails anyway would catch everything. Throws
 * `BAD_INPUT` for a mutant that is out of step with the source or breaks more than it means to.
 */
export async function runMutants(
  mutants: readonly Mutant[],
  options: MutantOptions,
): Promise<MutantReport> {
  await checkPatches(mutants)
  const started = performance.now()
  const scratch = await mkdtemp(join(tmpdir(), 'sidecue-mutants-'))
  const found = new Map<string, MutantResult>()
  const report = (unmutated: Notice[]): MutantReport => ({
    unmutated,
    results: mutants.flatMap(({ id }) => found.get(id) ?? []),
    seconds: (performance.now() - started) / 1000,
  })
  try {
    const { sample, whole } = await planStages(options, scratch)
    const image = join(scratch, 'image')
    const place = { scratch, image, options }
    for (const [name, stages] of Object.entries({ sample, whole })) {
      const left = mutants.filter(({ id }) => found.get(id)?.isCaught !== true)
      if (left.length === 0) break
      const begun = performance.now()
      const unmutated = await tryUnmutated(stages, name, place)
      const timeoutMs = Math.max(LEAST_MS, HANGS * (performance.now() - begun))
      if (unmutated.length > 0) return report(unmutated)
      options.onProgress?.(`${name}: the program as it is passes`)
      const results = await eachOf(left, options.jobs, (mutant) =>
        tryMutant(mutant, stages, place, timeoutMs),
      )
      for (const result of results) found.set(result.id, joined(found.get(result.id), result))
      refuseBroken(results)
    }
    return report([])
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

type Place = {
  scratch: string
  /** The knowledge as the program indexes it unmutated, made with the first run. */
  image: string
  options: MutantOptions
}

function joined(before: MutantResult | undefined, now: MutantResult): MutantResult {
  return { ...now, seconds: now.seconds + (before?.seconds ?? 0) }
}

async function tryUnmutated(
  stages: readonly Stage[],
  name: string,
  { scratch, image, options: { knowledge } }: Place,
): Promise<Notice[]> {
  const job: Job = { stages, out: join(scratch, name), knowledge, image, isThorough: true }
  const { broken, notices } = await runJob(null, job, { timeoutMs: LONGEST_MS })
  if (broken === undefined) return notices
  throw new AppError('BAD_INPUT', `The evals cannot be run at all: ${broken}`)
}

async function tryMutant(
  mutant: Mutant,
  stages: readonly Stage[],
  { scratch, image, options: { knowledge, onProgress } }: Place,
  timeoutMs: number,
): Promise<MutantResult> {
  const started = performance.now()
  const { id, breaks } = mutant
  const own = isIndexedOtherwise(mutant) ? join(scratch, `${id}.image`) : image
  const job: Job = { stages, out: join(scratch, id), knowledge, image: own, isThorough: false }
  const { notices, broken } = await runJob(mutant, job, { timeoutMs })
  const seconds = (performance.now() - started) / 1000
  const by = notices[0] === undefined ? 'SURVIVED' : `${notices[0].suite}, ${notices[0].by}`
  onProgress?.(`${id}: ${broken === undefined ? by : 'CANNOT BE RUN'}, ${Math.round(seconds)} s`)
  const result = { id, breaks, isCaught: notices.length > 0, notices, seconds }
  return broken === undefined ? result : { ...result, broken }
}

/** Rooms that writing the index comes from: what a mutant of any other does, it does to the same index. */
const INDEXED_BY = /^src\/(?:[^/]+\.ts|(?:db|models|text|desk|articles|retrieval|indexing)\/)/

function isIndexedOtherwise({ patches }: Mutant): boolean {
  return patches.some(({ file }) => INDEXED_BY.test(file))
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
