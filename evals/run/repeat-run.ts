import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareOutputs } from './compare-outputs.ts'
import { runSuites } from './run-suites.ts'
import type { EvalRun, RunOptions } from './types.ts'

/**
 * Runs everything a second time and compares: what differs apart from times is flaky, which is a finding and fails the
 * gate `flaky`. Writes `flaky.jsonl`, a line for each difference.
 */
export async function repeatRun(first: EvalRun, options: RunOptions): Promise<EvalRun> {
  const scratch = await mkdtemp(join(tmpdir(), 'sidecue-again-'))
  try {
    const { saveBaseline: _, ...same } = options
    await runSuites({ ...same, out: scratch })
    const differences = await compareOutputs(options.out, scratch)
    const rows = differences.map((one) => `${JSON.stringify(one)}\n`)
    await writeFile(join(options.out, 'flaky.jsonl'), rows.join(''))
    const flaky = new Set(differences.map(({ file, line }) => `${file}:${line}`)).size
    const gate = { name: 'flaky', limit: 0, value: flaky, ok: flaky === 0 }
    const run = { ...first, gates: [...first.gates, gate] }
    await writeFile(join(options.out, 'run.json'), `${JSON.stringify(run, null, 2)}\n`)
    return run
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
