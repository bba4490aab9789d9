import { availableParallelism } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Judged, Mode } from './judge-files.ts'
import { prepareFile } from './prepare-file.ts'
import type { FoundFile } from './walk-folder.ts'

/** From here on threads are worth their start of half a second. */
const MANY_FILES = 300
const FILES_AT_ONCE = 40
/** Batches handed to each thread beforehand, so that it never waits and little waits for the database. */
const AHEAD = 2
const MAX_THREADS = 4

/**
 * Prepares files in their order: many of them in threads, a few here, letting other work of the process in between.
 * `busy`: cores left for others. A server is waited for half of the time, so none is left for it.
 */
export async function* prepareFiles(
  files: readonly FoundFile[],
  mode: Mode,
  now: Date,
  busy = 0,
): AsyncGenerator<Judged> {
  if (files.length >= MANY_FILES) {
    for await (const batch of prepareInThreads(files, mode, now, busy)) yield* batch
    return
  }
  for (const file of files) {
    yield prepareFile(file, mode, now)
    await nextTurn()
  }
}

async function* prepareInThreads(
  files: readonly FoundFile[],
  mode: Mode,
  now: Date,
  busy: number,
): AsyncGenerator<Judged[]> {
  const count = Math.max(1, Math.min(MAX_THREADS, availableParallelism() - busy))
  const threads = Array.from({ length: count }, () => startThread(mode, now))
  try {
    const pending: Promise<Judged[]>[] = []
    let sent = 0
    const send = (): void => {
      const from = sent * FILES_AT_ONCE
      if (from >= files.length) return
      const thread = threads[sent % threads.length] as Thread
      const answer = thread.prepare(files.slice(from, from + FILES_AT_ONCE))
      // Its failure is thrown where it is awaited.
      answer.catch(() => undefined)
      pending.push(answer)
      sent++
    }
    for (let i = 0; i < threads.length * AHEAD; i++) send()
    for (let next = pending.shift(); next; next = pending.shift()) {
      const batch = await next
      send()
      yield batch
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()))
  }
}

type Thread = {
  prepare(files: readonly FoundFile[]): Promise<Judged[]>
  stop(): Promise<unknown>
}

/** A thread answers its batches in the order in which it was given them. */
function startThread(mode: Mode, now: Date): Thread {
  const worker = new Worker(new URL('./prepare-worker.ts', import.meta.url), {
    workerData: { mode, now },
    // Half of the usual: what is prepared lives long enough to be sent, and no longer.
    resourceLimits: { maxYoungGenerationSizeMb: 24 },
  })
  const waiting: PromiseWithResolvers<Judged[]>[] = []
  let failure: Error | undefined
  const fail = (error: Error): void => {
    failure ??= error
    for (const answer of waiting.splice(0)) answer.reject(failure)
  }
  worker.on('message', (batch: Judged[]) => waiting.shift()?.resolve(batch))
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('A thread that prepares articles has ended.')))
  return {
    prepare(files) {
      const answer = Promise.withResolvers<Judged[]>()
      if (failure) answer.reject(failure)
      else {
        waiting.push(answer)
        worker.postMessage(files)
      }
      return answer.promise
    },
    stop: () => worker.terminate(),
  }
}
