import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sampleBaseline, sampleCases } from './sample-cases.ts'
import type { Stage } from './types.ts'

/** Suites of a desk, the cheapest first. */
const SUITES = ['warnings', 'summary', 'questions', 'check', 'conversations', 'locks', 'attacks']

const WITHOUT_CASES = 'locks'

/** Of each sort of case so many are tried before all are. */
const SHARE = 1 / 8

export type Plan = { sample: Stage[]; whole: Stage[] }

/**
 * The stages that every mutant goes through alike: each suite on a sample of its cases, then each on all. `scratch` gets the
 * sample and its part of the baselines.
 */
export async function planStages(
  {
    cases,
    baselines,
    suites,
  }: { cases: string; baselines: string; suites?: readonly string[] | undefined },
  scratch: string,
): Promise<Plan> {
  const { folder, ids } = await sampleCases(cases, join(scratch, 'cases'), SHARE)
  const plan: Plan = { sample: [], whole: [] }
  for (const suite of SUITES) {
    if (suites !== undefined && !suites.includes(suite)) continue
    const kept = join(baselines, `${suite}.jsonl`)
    const hasBaseline = existsSync(kept)
    const part = join(scratch, 'baselines', `${suite}.jsonl`)
    const whole = { suite, cases, isSample: false, baseline: hasBaseline ? kept : null }
    // The knowledge is what it tries: there is no part of it and no more of it.
    if (suite === WITHOUT_CASES) {
      plan.sample.push(whole)
      continue
    }
    if (hasBaseline) await sampleBaseline(kept, part, ids)
    plan.sample.push({
      ...whole,
      ...{ cases: folder, isSample: true, baseline: hasBaseline ? part : null },
    })
    plan.whole.push(whole)
  }
  return plan
}
