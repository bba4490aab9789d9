import { Worker } from 'node:worker_threads'
import type { Example, StoredModel } from '../classifier/index.ts'

/** A classifier and how it is kept. */
export type TrainedModel = { model: StoredModel; packed: Uint8Array }

/** Trains beside everything else this process does. Null with examples of fewer than two classes. */
export function trainInThread(
  examples: readonly Example[],
  signal: AbortSignal,
): Promise<TrainedModel | null> {
  if (new Set(examples.map(({ label }) => label)).size < 2) return Promise.resolve(null)
  signal.throwIfAborted()
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: examples })
  return new Promise<TrainedModel>((resolve, reject) => {
    const stop = (): void => {
      void worker.terminate()
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.once('message', (trained: TrainedModel) => {
      signal.removeEventListener('abort', stop)
      resolve(trained)
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`training ended with ${code}`)))
  })
}
