import { fork } from 'node:child_process'
import { AppError, type ErrorCode } from '../../src/errors.ts'
import type { EvalResult } from '../results.ts'
import type { Job, Notice, PlainError } from './types.ts'

const PROCESS = new URL('./suite-process.ts', import.meta.url)
/** Of what a process that broke off has written. */
const LAST_WORDS = 2_000

export type JobOptions = {
  timeoutMs: number
  signal: AbortSignal
  onProgress: (phase: string, done: number, total: number) => void
}

/**
 * Carries out a job in a process of its own. Throws the `AppError` that it ended with; any other end, or one that does
 * not come in time, as an ordinary error.
 */
export function runJob(job: Job, options: JobOptions): Promise<EvalResult | null> {
  const { timeoutMs, signal, onProgress } = options
  return new Promise((resolve, reject) => {
    const child = fork(PROCESS, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], signal })
    let words = ''
    child.stderr?.on('data', (chunk) => {
      words = (words + chunk).slice(-LAST_WORDS)
    })
    const timer = setTimeout(() => {
      reject(new Error(`It did not end within ${timeoutMs / 1000} s.`))
      child.kill('SIGKILL')
    }, timeoutMs)
    child.on('message', (notice: Notice) => {
      if (notice.type === 'progress') onProgress(notice.phase, notice.done, notice.total)
      else if (notice.type === 'done') resolve(notice.result)
      else reject(toError(notice.error))
    })
    child.once('error', reject)
    child.once('exit', (status, by) => {
      clearTimeout(timer)
      reject(new Error(`Its process ended (${by ?? status}) without a result. ${words}`.trim()))
    })
    child.send(job)
  })
}

function toError({ code, message, hint, place }: PlainError): Error {
  if (code === undefined) return new Error(message)
  return new AppError(code as ErrorCode, message, {
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
  })
}

/**
 * Runs so many at a time, in their order. The first one that throws ends the others (by the signal) and is thrown once
 * they have ended.
 */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  run: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const waiting = items.values()
  const stop = new AbortController()
  const lane = async () => {
    for (const item of waiting) {
      if (stop.signal.aborted) return
      await run(item, stop.signal).catch((error) => {
        if (!stop.signal.aborted) stop.abort(error)
      })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  if (stop.signal.aborted) throw stop.signal.reason
}
