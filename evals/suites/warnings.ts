import { loadDesk } from '../../src/desk/index.ts'
import { detectWarnings, type Warning } from '../../src/triage/detect-warnings.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { LineCase } from './case-forms.ts'
import { readAllCases } from './read-suite-cases.ts'
import { latencyFigures } from './summarise-scores.ts'
import { noneOf, writeResults } from './write-results.ts'

/** The suite `warnings`: whether what a customer says raises an early warning. Writes `fired.jsonl`. */
export async function runWarnings(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readAllCases(options.cases, 'lines', LineCase)
  const { desk } = await loadDesk(options.knowledge?.[0] ?? 'knowledge')
  const rows: { id: string; fired: boolean; group?: string; cue?: string }[] = []
  const times: number[] = []
  let failed = 0
  for (const { id, text } of cases) {
    const started = performance.now()
    try {
      const turn = { seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const
      rows.push(toRow(id, detectWarnings([turn], desk)[0]))
    } catch {
      failed++
    }
    times.push(performance.now() - started)
  }
  const fired = new Map(rows.map((row) => [row.id, row.fired]))
  const metrics = {
    ...binaryFigures(cases.filter(isJudged).map((row) => [row.fires, fired.get(row.id) === true])),
    fired: rows.filter((row) => row.fired).length / cases.length,
    ...latencyFigures(times),
  }
  const gates = [noneOf('failed', failed)]
  const result = { suite: 'warnings', cases: cases.length, metrics, gates, startedAt }
  return writeResults(options.out, result, { 'fired.jsonl': rows })
}

function toRow(id: string, warning: Warning | undefined) {
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
