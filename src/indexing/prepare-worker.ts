/** Thread of `prepareFiles`: prepares one batch of files after the other. Its data are the mode and the instant. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Judged, Mode } from './judge-files.ts'
import { type PreparedPart, prepareFile } from './prepare-file.ts'
import type { FoundFile } from './walk-folder.ts'

const { mode, now } = workerData as { mode: Mode; now: Date }

parentPort?.on('message', (files: readonly FoundFile[]) => {
  const prepared = files.map((file) => prepareFile(file, mode, now))
  parentPort?.postMessage(prepared, prepared.flatMap(buffersOf))
})

/** They are handed over, not copied. */
function buffersOf({ article }: Judged): ArrayBuffer[] {
  const parts = (article?.parts ?? []) as Partial<PreparedPart>[]
  const encoded = parts.flatMap((part) => part.terms ?? [])
  return encoded.flatMap(({ row, terms, features }) =>
    [row, terms, features].map((view) => view.buffer as ArrayBuffer),
  )
}
