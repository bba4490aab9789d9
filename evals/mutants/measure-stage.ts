import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compareWithBaseline, type EvalResult, runEval } from '../index.ts'
import type { Notice, Stage } from './types.ts'

/** Gates on time: they tell of the machine, not of a mutant. */
const OF_TIME = /ms$|seconds|^train|budget|minutes/i
const MOST_CASES = 4

/** Runs a suite as it stands and names everything that is wrong: gates, and losses against the baseline. */
export async function measureStage(
  { suite, cases, baseline }: Stage,
  { out, knowledge }: { out: string; knowledge: string[] },
): Promise<Notice[]> {
  let result: EvalResult
  try {
    const measured = await runEval(suite, { cases, out, knowledge })
    result = baseline === null ? measured : await compareWithBaseline(baseline, measured, out)
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
        found: `${round(value)} (limit ${round(limit)})`,
        cases: casesOf(scores, name),
      })
  }
  return notices
}

type ScoreRow = { id: string; scores: Record<string, number>; reasons?: string[] }

async function readScores(out: string): Promise<ScoreRow[]> {
  return readLines<ScoreRow>(join(out, 'scores.jsonl'))
}

async function readLines<T>(file: string): Promise<T[]> {
  if (!existsSync(file)) return []
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T)
}

/** How the reasons of a case begin where this gate counts it; a gate that is not named here takes any. */
const REASONS: Record<string, RegExp> = {
  failed: /^failed/,
  leaks: /^leak|^says /,
  refusalDifferences: /twin/,
  uncitedSentences: /^uncited/,
  inventedNumbers: /^invented/,
  unsupported: /^unsupported/,
  missedDanger: /^warning/,
  twinDifferences: /twin/,
}

function casesOf(scores: readonly ScoreRow[], gate: string): string[] {
  const reason = REASONS[gate]
  return scores
    .filter(({ reasons = [] }) =>
      reason === undefined ? reasons.length > 0 : reasons.some((one) => reason.test(one)),
    )
    .slice(0, MOST_CASES)
    .map(({ id }) => id)
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
