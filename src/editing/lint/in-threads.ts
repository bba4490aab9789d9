import { availableParallelism } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { HiddenPrint } from '../../indexing/hidden-prints.ts'
import type { Mode } from '../../indexing/judge-files.ts'
import type { FoundFile } from '../../indexing/walk-folder.ts'
import { type Exposure, Restricted } from './expose-file.ts'
import type { LintTerms } from './file-view.ts'
import { inspectFile } from './inspect-file.ts'
import type { Page } from './types.ts'

/** From here on threads are worth their start of half a second. */
const MANY_FILES = 250
const FILES_AT_ONCE = 40
const MAX_THREADS = 4

export type Settings = { mode: Mode; now: Date; words: LintTerms }

/** What a thread is asked: files to inspect, or to compare with hidden text. */
export type Task =
  | { kind: 'inspect'; files: readonly FoundFile[] }
  | { kind: 'expose'; files: readonly FoundFile[] }
  | { kind: 'hidden'; prints: readonly HiddenPrint[] }

type OnProgress = (done: number) => void

/** Does the work of a lint run on single files, in threads where there are many. */
export class FileWork {
  readonly #settings: Settings
  #threads: Worker[] = []
  #prints: readonly HiddenPrint[] = []

  constructor(settings: Settings) {
    this.#settings = settings
  }

  inspect(files: readonly FoundFile[], onProgress: OnProgress): Promise<Page[]> {
    const { mode, now, words } = this.#settings
    const here = (file: FoundFile): Page => inspectFile(file, mode, now, words)
    return this.#run('inspect', files, here, onProgress)
  }

  /** Hidden text that files are compared with from now on. */
  setHidden(prints: readonly HiddenPrint[]): void {
    this.#prints = prints
    for (const thread of this.#threads) thread.postMessage({ kind: 'hidden', prints })
  }

  expose(files: readonly FoundFile[], onProgress: OnProgress): Promise<Exposure[]> {
    const { mode, now } = this.#settings
    const restricted = new Restricted(this.#prints, now)
    const here = (file: FoundFile): Exposure => restricted.expose(file, mode, now)
    return this.#run('expose', files, here, onProgress)
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.terminate()))
  }

  async #run<T>(
    kind: 'inspect' | 'expose',
    files: readonly FoundFile[],
    here: (file: FoundFile) => T,
    onProgress: OnProgress,
  ): Promise<T[]> {
    const results: T[] = []
    if (files.length < MANY_FILES) {
      for (const file of files) {
        results.push(here(file))
        if (results.length % FILES_AT_ONCE === 0) {
          onProgress(results.length)
          await nextTurn()
        }
      }
      return results
    }
    const batches: FoundFile[][] = []
    for (let at = 0; at < files.length; at += FILES_AT_ONCE)
      batches.push(files.slice(at, at + FILES_AT_ONCE))
    const answers: T[][] = []
    let next = 0
    let done = 0
    const serve = async (thread: Worker): Promise<void> => {
      for (let at = next++; at < batches.length; at = next++) {
        answers[at] = await ask<T[]>(thread, { kind, files: batches[at]! })
        done += batches[at]!.length
        onProgress(done)
      }
    }
    await Promise.all(this.#started().map(serve))
    return answers.flat()
  }

  #started(): Worker[] {
    const count = Math.max(1, Math.min(MAX_THREADS, availableParallelism()))
    while (this.#threads.length < count) {
      const thread = new Worker(new URL('./lint-worker.ts', import.meta.url), {
        workerData: this.#settings,
      })
      thread.postMessage({ kind: 'hidden', prints: this.#prints })
      this.#threads.push(thread)
    }
    return this.#threads
  }
}

function ask<T>(thread: Worker, task: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      thread.off('message', onMessage)
      thread.off('error', onError)
      thread.off('exit', onExit)
      then()
    }
    const onMessage = (answer: T): void => settle(() => resolve(answer))
    const onError = (error: Error): void => settle(() => reject(error))
    const onExit = (): void =>
      settle(() => reject(new Error('A thread that reads articles has ended.')))
    thread.on('message', onMessage)
    thread.on('error', onError)
    thread.on('exit', onExit)
    thread.postMessage(task)
  })
}
