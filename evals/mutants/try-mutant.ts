import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Job, Verdict } from './job.ts'
import type { Notice } from './types.ts'

/** Suites that look nothing up. */
const WITHOUT_KNOWLEDGE: ReadonlySet<string> = new Set(['warnings', 'summary'])

/**
 * The process that runs one mutant (or none): stage after stage, up to the first that notices something. Started by
 * `run-job.ts` with the hook before it; takes its job from the environment and sends the verdict to its parent.
 */
const job = JSON.parse(process.env.SIDECUE_MUTANT_JOB ?? '{}') as Job
const verdict = await run(job)
process.send?.(verdict, () => process.exit(0))

async function run({ stages, out, knowledge, image: file, isThorough }: Job): Promise<Verdict> {
  const notices: Notice[] = []
  let ran = 0
  try {
    // Imported here: a mutant that cannot even be loaded is to be told, not thrown.
    const { keepImage, measureStage } = await import('./measure-stage.ts')
    let image: string | undefined
    for (const [at, stage] of stages.entries()) {
      const own = join(out, String(at))
      if (!WITHOUT_KNOWLEDGE.has(stage.suite)) image ??= await keepImage(stage, knowledge, file)
      notices.push(...(await measureStage(stage, { out: own, knowledge, image })))
      ran += 1
      await rm(own, { recursive: true, force: true })
      if (notices.length > 0 && !isThorough) break
    }
  } catch (error) {
    return { notices, ran, broken: error instanceof Error ? error.message : String(error) }
  }
  return { notices, ran }
}
