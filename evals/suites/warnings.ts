import { loadDesk } from '../../src/desk/index.ts'
import { detectWarnings, type Warning } from '../../src/triage/detect-warnings.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import type { CaseTrace } from '../trace/types.ts'
import { LineCase } from './case-forms.ts'
import { DANGER } from './danger.ts'
import { readAllCases } from './read-suite-cases.ts'
import { failedCase, latencyFigures, type ScoredCase, summariseScores } from './summarise-scores.ts'
import { noneOf, writeResults } from './write-results.ts'

/** The suite `warnings`: whether what a customer says raises an early warning. Writes `fired.jsonl` and `scores.jsonl`. */
export async function runWarnings(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readAllCases(options.cases, 'lines', LineCase)
  const { desk } = await loadDesk(options.knowledge?.[0] ?? 'knowledge')
  const rows: Fired[] = []
  const scores: ScoredCase[] = []
  const traces: CaseTrace[] = []
  const times: number[] = []
  let failed = 0
  for (const row of cases) {
    const { id, text, lang = 'none', category = 'none' } = row
    const slices = { lang, kind: category }
    const started = performance.now()
    try {
      const turn = { seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const
      const fired = toRow(id, detectWarnings([turn], desk)[0])
      rows.push(fired)
      if (isJudged(row)) scores.push({ id, slices, ...judge(row, fired) })
      traces.push(traceLine(row, fired))
    } catch (error) {
      failed++
      scores.push(failedCase(id, slices, ['right'], error))
    }
    times.push(performance.now() - started)
  }
  const fired = new Map(rows.map((row) => [row.id, row.fired]))
  const metrics = {
    ...binaryFigures(cases.filter(isJudged).map((row) => [row.fires, fired.get(row.id) === true])),
    fired: rows.filter((row) => row.fired).length / cases.length,
    ...summariseScores(scores),
    ...latencyFigures(times),
  }
  const missed = scores.filter(({ broken }) => broken.includes('missedDanger')).length
  const gates = [noneOf('failed', failed), noneOf('missedDanger', missed)]
  const result = { suite: 'warnings', cases: cases.length, metrics, gates, startedAt }
  return writeResults(options.out, result, {
    ...{ 'fired.jsonl': rows, 'scores.jsonl': scores },
    ...(options.trace === false ? {} : { 'traces.jsonl': traces }),
  })
}

type Fired = { id: string; fired: boolean; group?: string; cue?: string }

function judge(
  { fires, category }: LineCase & { fires: boolean },
  { fired, group, cue }: Fired,
): Pick<ScoredCase, 'scores' | 'reasons' | 'broken'> {
  if (fires === fired) return { scores: { right: 1 }, reasons: [], broken: [] }
  const isDanger = fires && DANGER.test(category ?? '')
  return {
    scores: { right: 0 },
    reasons: [fires ? 'nothing is raised' : `${group} is raised by ${cue}`],
    broken: isDanger ? ['missedDanger'] : [],
  }
}

function traceLine({ id, text, fires, category }: LineCase, row: Fired): CaseTrace {
  const { fired, group = '', cue = '' } = row
  const nameOf = (raised: boolean) => (raised ? 'raised' : 'quiet')
  const labels = { alarm: { right: nameOf(fires ?? fired), said: nameOf(fired) } }
  return {
    id,
    said: [{ speaker: 'customer', text }],
    got: { group, cue },
    verdicts:
      fires === undefined
        ? []
        : [
            {
              ...{ name: 'right', ok: fires === fired, found: fired ? group : 'none' },
              wanted: fires ? (category ?? 'a warning') : 'none',
            },
          ],
    ...(fires === undefined ? {} : { labels }),
  }
}

function toRow(id: string, warning: Warning | undefined): Fired {
  if (warning === undefined) return { id, fired: false }
  return { id, fired: true, group: warning.group, cue: warning.cue }
}

function isJudged(row: LineCase): row is LineCase & { fires: boolean } {
  return row.fires !== undefined
}

/** Precision, recall and F1 of `[right, said]` pairs; nothing where there is no pair. */
export function binaryFigures(
  pairs: readonly (readonly [boolean, boolean])[],
): Record<string, number> {
  if (pairs.length === 0) return {}
  const count = (right: boolean, said: boolean) =>
    pairs.filter(([a, b]) => a === right && b === said).length
  const hits = count(true, true)
  const precision = hits === 0 ? 0 : hits / (hits + count(false, true))
  const recall = hits === 0 ? 0 : hits / (hits + count(true, false))
  const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}
