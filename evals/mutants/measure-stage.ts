import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Database, openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'
import { compareWithBaseline, type EvalResult, runEval } from '../index.ts'
import { makeImage } from '../suites/open-world.ts'
import { thresholdGates } from '../thresholds.ts'
import type { Notice, Stage } from './types.ts'

/** Gates on time: they tell of the machine, not of a mutant. */
const OF_TIME = /ms$|seconds|^train|budget|minutes/i
const MOST_CASES = 4
/** Two processes at a time, and whatever else the machine does: only what is stuck takes longer. */
const CASE_MS = 120_000

/** Runs a suite as it stands and names everything that is wrong: gates, and losses against the baseline. */
export async function measureStage(
  { suite, cases, baseline, isSample }: Stage,
  { out, knowledge, image }: { out: string; knowledge: string[]; image: string | undefined },
): Promise<Notice[]> {
  let result: EvalResult
  try {
    const measured = await runEval(suite, {
      ...{ cases, out, knowledge, trace: false, caseTimeoutMs: CASE_MS },
      open: () => openPatiently(image),
    })
    // Floors are of all cases: a part of them may lie below.
    const floors = isSample ? [] : await thresholdGates(cases, measured)
    const held = { ...measured, gates: [...measured.gates, ...floors] }
    result = baseline === null ? held : await compareWithBaseline(baseline, held, out)
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    return [{ suite, by: 'does not start', found, cases: [] }]
  }
  const scores = await readScores(out)
  const failed = result.gates.filter(({ ok, name }) => !ok && !OF_TIME.test(name))
  const notices: Notice[] = []
  for (const { name, value, limit } of failed) {
    if (name === 'losses') notices.push(...(await readLosses(suite, out, scores)))
    else
      notices.push({
        suite,
        by: name,
        found: [`${round(value)} (limit ${round(limit)})`, ...reasonOf(scores, name)].join(': '),
        cases: casesOf(scores, name),
      })
  }
  return notices
}

/** The knowledge indexed once for all suites; undefined where that fails, which each suite then tells. */
export async function keepImage(
  { cases }: Stage,
  knowledge: string[],
  file: string,
): Promise<string | undefined> {
  if (existsSync(file)) return file
  try {
    await writeFile(file, await makeImage({ cases, out: dirname(file), knowledge }))
    return file
  } catch {
    return undefined
  }
}

/** A database that nobody gives up on because the machine has much to do. */
async function openPatiently(image: string | undefined): Promise<Database> {
  const seed = image === undefined ? undefined : new Uint8Array(await readFile(image))
  return openDatabase({ log: silentLog, seed, statementMs: CASE_MS, idleMs: CASE_MS })
}

type ScoreRow = {
  id: string
  scores: Record<string, number>
  broken?: string[]
  reasons?: string[]
}

async function readScores(out: string): Promise<ScoreRow[]> {
  return readLines<ScoreRow>(join(out, 'scores.jsonl'))
}

async function readLines<T>(file: string): Promise<T[]> {
  if (!existsSync(file)) return []
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T)
}

function casesOf(scores: readonly ScoreRow[], gate: string): string[] {
  return scores
    .filter(({ broken = [] }) => broken.includes(gate))
    .slice(0, MOST_CASES)
    .map(({ id }) => id)
}

/** What the first case that breaks a gate says of it. */
function reasonOf(scores: readonly ScoreRow[], gate: string): string[] {
  return scores.find(({ broken = [] }) => broken.includes(gate))?.reasons?.slice(-1) ?? []
}

type Loss = { figure: string; before: number; now: number; isLoss: boolean }

/** The deepest fall, and the cases that fell with it. */
async function readLosses(
  suite: string,
  out: string,
  scores: readonly ScoreRow[],
): Promise<Notice[]> {
  const losses = (JSON.parse(await readFile(join(out, 'comparison.json'), 'utf8')) as Loss[])
    .filter(({ isLoss }) => isLoss)
    .sort((a, b) => a.now - a.before - (b.now - b.before))
  const [worst] = losses
  if (worst === undefined) return []
  const name = worst.figure.split('/')[0] as string
  const cases = scores.filter((row) => (row.scores[name] ?? 1) < 1).slice(0, MOST_CASES)
  return [
    {
      suite,
      by: `loss of ${worst.figure}`,
      found: `${round(worst.before)} → ${round(worst.now)}`,
      cases: cases.map(({ id }) => id),
    },
  ]
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
