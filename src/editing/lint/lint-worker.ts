/** Thread of `FileWork`: does one batch after the other. Its data are the settings of the run. */
import { parentPort, workerData } from 'node:worker_threads'
import { Restricted } from './expose-file.ts'
import type { Settings, Task } from './in-threads.ts'
import { inspectFile } from './inspect-file.ts'

const { mode, now, words } = workerData as Settings
let restricted = new Restricted([], now)

parentPort?.on('message', (task: Task) => {
  if (task.kind === 'hidden') restricted = new Restricted(task.prints, now)
  else if (task.kind === 'inspect')
    parentPort?.postMessage(task.files.map((file) => inspectFile(file, mode, now, words)))
  else parentPort?.postMessage(task.files.map((file) => restricted.expose(file, mode, now)))
})
