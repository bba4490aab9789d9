import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../src/errors.ts'
import { noCase } from './read-cases.ts'
import type { EvalResult } from './results.ts'
import { SUITE_FIGURES } from './suite-figures.ts'

/** Rows of `scores.jsonl`, as the suites of a desk write them. */
const ScoreRow = z.object({
  id: z.string(),
  scores: z.record(z.string(), z.number()),
  slices: z.record(z.string(), z.string()),
})
export type ScoreRow = z.infer<typeof ScoreRow>

/** Raised when the form changes; a baseline of another one is refused. */
const SCHEMA = 1

/** First line of a baseline; the scores of the cases follow, a line each. */
const Header = z.object({
  schema: z.literal(SCHEMA, { error: `This baseline is of another form than ${SCHEMA}.` }),
  suite: z.string(),
})

export type Baseline = { suite: string; cases: ScoreRow[] }

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

/** The scores that a run wrote into `out`. Throws `BAD_INPUT` where the suite keeps none. */
export async function readScores(out: string): Promise<ScoreRow[]> {
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

/** Throws `BAD_INPUT` with the line, see `compareWithBaseline`. */
export async function readBaseline(file: string, suite: string): Promise<Baseline> {
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
