import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectVersions, type EvalResult, type Gate } from '../results.ts'

export type { Gate } from '../results.ts'

/** A gate that allows none. */
export function noneOf(name: string, value: number): Gate {
  return { name, limit: 0, value, ok: value === 0 }
}

/** Writes `metrics.json` and the suite's own files, one JSON object per line. */
export async function writeResults(
  out: string,
  result: Omit<EvalResult, 'versions'>,
  files: Record<string, readonly unknown[]>,
): Promise<EvalResult> {
  const whole: EvalResult = {
    suite: result.suite,
    cases: result.cases,
    metrics: result.metrics,
    gates: result.gates,
    versions: await collectVersions(),
    startedAt: result.startedAt,
    ...(result.error === undefined ? {} : { error: result.error }),
  }
  await mkdir(out, { recursive: true })
  for (const [name, rows] of Object.entries(files)) {
    await writeFile(join(out, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  }
  await writeFile(join(out, 'metrics.json'), `${JSON.stringify(whole, null, 2)}\n`)
  return whole
}
