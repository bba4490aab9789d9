import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../src/errors.ts'
import type { EvalResult } from './results.ts'

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
const Header = z.object({ schema: z.literal(SCHEMA), suite: z.string() })

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
  isLoss: boolean
}

export type CompareOptions = {
  /** A fall by this much is nothing. */
  tolerance?: number
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

/**
 * Compares a run with a baseline, case by case, and writes `comparison.json` beside the results. What got
 * worse beyond chance and tolerance, in any slice, comes back as a gate. Throws `BAD_INPUT` for a baseline
 * that is missing, of another suite or of another form.
 */
export async function compareWithBaseline(
  file: string,
  result: EvalResult,
  out: string,
  options: CompareOptions = {},
): Promise<EvalResult> {
  const baseline = await readBaseline(file)
  if (baseline.suite !== result.suite) {
    throw new AppError('BAD_INPUT', `This baseline is of the suite '${baseline.suite}'.`, {
      place: { file },
      hint: `Name one that was saved from '${result.suite}'.`,
    })
  }
  const comparisons = compareScores(baseline.cases, await readScores(out), options)
  const losses = comparisons.filter(({ isLoss }) => isLoss)
  await writeFile(join(out, 'comparison.json'), `${JSON.stringify(comparisons, null, 2)}\n`)
  const gate = { name: 'losses', limit: 0, value: losses.length, ok: losses.length === 0 }
  const compared = { ...result, gates: [...result.gates, gate] }
  await writeFile(join(out, 'metrics.json'), `${JSON.stringify(compared, null, 2)}\n`)
  return compared
}

/** A case that is missing now counts as 0; one that is new is left out. */
export function compareScores(
  before: readonly ScoreRow[],
  now: readonly ScoreRow[],
  { tolerance = 0.01, resamples = 1000 }: CompareOptions = {},
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
      return {
        ...{ figure, cases: list.length, low, high },
        before: mean(list.map(([was]) => was)),
        now: mean(list.map(([, is]) => is)),
        isLoss: difference < -tolerance && high < 0,
      }
    })
}

/** The 2.5 % and 97.5 % points of the means of resampled differences: the same ones each time. */
function bootstrap(differences: readonly number[], resamples: number): [number, number] {
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
      hint: 'Suites on a desk do: questions, conversations, attacks, check.',
    })
  }
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => ScoreRow.parse(JSON.parse(line)))
}

async function readBaseline(file: string): Promise<Baseline> {
  if (!existsSync(file)) throw new AppError('BAD_INPUT', `There is no baseline '${file}'.`)
  const lines = (await readFile(file, 'utf8')).split('\n')
  const header = readLine(file, lines[0] ?? '', 1, Header)
  const cases = lines.flatMap((line, i) =>
    i === 0 || line === '' ? [] : [readLine(file, line, i + 1, ScoreRow)],
  )
  return { suite: header.suite, cases }
}

function readLine<T>(file: string, text: string, line: number, schema: z.ZodType<T>): T {
  const more = { place: { file, line }, hint: 'Save it anew with --save-baseline.' }
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
