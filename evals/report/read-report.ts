import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChangedCase } from '../compare-baseline.ts'
import { folderOf } from '../run/run-suites.ts'
import type { EvalRun } from '../run/types.ts'
import type { CaseTrace } from '../trace/types.ts'
import { locateCases } from './locate-cases.ts'
import type { RunReport, SuiteReport } from './types.ts'

/** All that a run wrote below `out`, put together; its cases are those of `cases`. */
export async function readReport(run: EvalRun, out: string, cases: string): Promise<RunReport> {
  const suites = run.suites.map(({ suite }) => suite)
  const reports = run.suites.map(async (result): Promise<SuiteReport> => {
    const folder = folderOf({ out, suites }, result.suite)
    const comparison = join(folder, 'comparison.json')
    const isCompared = result.gates.some(({ name }) => name === 'losses')
    const traces = await readLines<CaseTrace>(join(folder, 'traces.jsonl'))
    const changes = isCompared ? await readLines<ChangedCase>(join(folder, 'changes.jsonl')) : []
    return {
      result,
      comparisons: isCompared ? JSON.parse(await readFile(comparison, 'utf8')) : null,
      changes: new Map(changes.map((change) => [change.id, change])),
      scores: await readLines(join(folder, 'scores.jsonl')),
      traces: new Map(traces.map((trace) => [trace.id, trace])),
      places: await locateCases(cases, result.suite),
    }
  })
  return { run, suites: await Promise.all(reports) }
}

/** Rows that this program wrote itself a moment ago. */
async function readLines<T>(file: string): Promise<T[]> {
  if (!existsSync(file)) return []
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as T)
}
