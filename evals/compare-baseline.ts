import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { AppError } from '../src/errors.ts'
import { noCase } from './read-cases.ts'
import type { EvalResult } from './results.ts'
import { figureOf, SUITE_FIGURES } from './suite-figures.ts'

/** Rows of `scores.jsonl`, as the suites of a desk write them. */
const ScoreRow = z.object({
  id: z.string(),
  scores: z.record(z.string(), z.number()),
  slices: z.record(z.string(), z.string()),
})
type ScoreRow = z.infer<typeof ScoreRow>

/** Raised when the form changes; a baseline of another one is refused. */
const SCHEMA = 1

/** First line of a baseline; the scores of the cases follow, a line each. */
const Header = z.object({
  schema: z.literal(SCHEMA, { error: `This baseline is of another form than ${SCHEMA}.` }),
  suite: z.string(),
})

type Baseline = { suite: string; cases: ScoreRow[] }

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

/** Keeps what a run scored as what later runs are compared with. */
export async function saveBaseline(file: string, result: EvalResult, out: string): Promise<void> {
  const cases = (await readScores(out)).map(({ id, scores, slices }) => ({ id, scores, slices }))
  const lines = [{ schema: SCHEMA, suite: result.suite }, ...cases]
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/** The baseline of a suite: the file itself, or of a folder the one that is named after the suite. */
export function baselineFile(path: string, suite: string): string {
  const isFolder = existsSync(path) ? statSync(path).isDirectory() : !path.endsWith('.jsonl')
  return isFolder ? join(path, `${suite}.jsonl`) : path
}

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

/** The 2.5 % and 97.5 % points of the means of resampled differences: the same ones each time. */
function bootstrap(differences: readonly number[], resamples: number): [number, number] {
  if (differences.every((one) => one === 0)) return [0, 0]
  const random = mulberry32(differences.length)
  const means: number[] = []
  for (let i = 0; i < resamples; i++) {
    let sum = 0
    for (let j = 0; j < differences.length; j++)
      sum += differences[Math.floor(random() * differences.length)] ?? 0
    means.push(sum / differences.length)
  }
  means.sort((a, b) => a - b)
  const at = (share: number) =>
    means[Math.min(means.length - 1, Math.floor(share * means.length))] ?? 0
  return [at(0.025), at(0.975)]
}

/** A small generator with a seed (Tommy Ettinger, public domain): the same baseline, the same bounds. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

async function readScores(out: string): Promise<ScoreRow[]> {
  const file = join(out, 'scores.jsonl')
  if (!existsSync(file)) {
    throw new AppError('BAD_INPUT', 'This suite keeps no scores by case to compare.', {
      hint: 'All suites do but latency.',
    })
  }
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => ScoreRow.parse(JSON.parse(line)))
}

/** Throws what `compareWithBaseline` would. */
export async function checkBaseline(file: string, suite: string): Promise<void> {
  await readBaseline(file, suite)
}

async function readBaseline(file: string, suite: string): Promise<Baseline> {
  if (!existsSync(file)) {
    throw new AppError('BAD_INPUT', `There is no baseline '${file}'.`, {
      hint: 'Save one from a good run, with --save-baseline in place of --baseline.',
    })
  }
  const lines = (await readFile(file, 'utf8')).split('\n')
  const header = readLine(file, lines[0] ?? '', 1, Header)
  if (header.suite !== suite) {
    throw new AppError('BAD_INPUT', `This baseline is of the suite '${header.suite}'.`, {
      place: { file, line: 1 },
      hint: `Name one that was saved from '${suite}'.`,
    })
  }
  const figures = SUITE_FIGURES[header.suite]
  const known = new Set<string>()
  const cases = lines.flatMap((line, i) => {
    if (i === 0 || line === '') return []
    const row = readLine(file, line, i + 1, ScoreRow)
    const place = { file, line: i + 1 }
    if (known.has(row.id))
      throw new AppError('BAD_INPUT', `The id '${row.id}' is there twice.`, { place, hint: SAVE })
    known.add(row.id)
    const unknown = Object.keys(row.scores).find((name) => figures?.includes(name) === false)
    if (unknown !== undefined) {
      throw new AppError('BAD_INPUT', `The suite '${header.suite}' has no figure '${unknown}'.`, {
        ...{ place, hint: `${SAVE} Its figures: ${figures?.join(', ')}.` },
      })
    }
    return [row]
  })
  if (cases.length === 0) throw noCase(file)
  return { suite: header.suite, cases }
}

const SAVE = 'Save it anew with --save-baseline.'

function readLine<T>(file: string, text: string, line: number, schema: z.ZodType<T>): T {
  const more = { place: { file, line }, hint: SAVE }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'This line of a baseline is not JSON.', { ...more, cause })
  }
  const row = schema.safeParse(value)
  if (row.success) return row.data
  throw new AppError('BAD_INPUT', z.prettifyError(row.error), more)
}
