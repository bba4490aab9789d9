/** A process for one suite, started by `run-jobs.ts`: its job comes as a message, its notices go back as messages. */
import { writeFile } from 'node:fs/promises'
import { AppError } from '../../src/errors.ts'
import { runEval } from '../run-eval.ts'
import { makeImage } from '../suites/open-world.ts'
import type { Job, Notice, PlainError } from './types.ts'

if (import.meta.main) {
  process.once('message', async (job: Job) => {
    const notice = await carryOut(job).catch(
      (error): Notice => ({ type: 'failed', error: toPlain(error) }),
    )
    tell(notice, () => process.exit(0))
  })
  // Nobody is left to report to.
  process.once('disconnect', () => process.exit(1))
}

async function carryOut(job: Job): Promise<Notice> {
  const options = {
    ...job.options,
    onProgress: (phase: string, done: number, total: number) =>
      tell({ type: 'progress', phase, done, total }),
  }
  if (job.type === 'suite') return { type: 'done', result: await runEval(job.suite, options) }
  await writeFile(job.file, await makeImage(options))
  return { type: 'done', result: null }
}

function tell(notice: Notice, then: () => void = () => {}): void {
  process.send?.(notice, then)
}

function toPlain(error: unknown): PlainError {
  if (!(error instanceof AppError))
    return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  const { code, message, hint, place } = error
  return {
    ...{ code, message },
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
  }
}
