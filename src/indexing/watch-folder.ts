import { watch } from 'node:fs'
import type { Database } from '../db/index.ts'
import { type IndexOptions, type IndexReport, indexFolder } from './index-folder.ts'
import { sweepWindows } from './sweep-windows.ts'

/** A save comes as several events; an editor that writes in two steps is done by then. */
const SETTLE_MS = 150

/** Releases and expiries are visible without it; this only tidies the stores. */
const SWEEP_MS = 30_000

/**
 * Indexes the folder after each save until `signal` aborts. `onReport` is told of each run that found a
 * change; a run that fails is logged and the next save tries again.
 */
export function watchFolder(
  db: Database,
  options: IndexOptions,
  onReport: (report: IndexReport) => void,
  { signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  const { log, knowledgeDir } = options
  const settings = { ...options, full: false }
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const run = async (): Promise<void> => {
    try {
      const report = await indexFolder(db, settings)
      if (report.added + report.changed + report.removed > 0 || report.chunks > 0) onReport(report)
    } catch (error) {
      log.error({ message: (error as Error).message }, 'index-failed')
    }
  }
  const schedule = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(run)
    }, SETTLE_MS)
  }
  const watcher = watch(knowledgeDir, { recursive: true, persistent: true }, schedule)
  watcher.on('error', (error) => log.error({ message: error.message }, 'watch-failed'))
  const sweep = setInterval(() => {
    sweepWindows(db).catch((error: Error) => log.error({ message: error.message }, 'sweep-failed'))
  }, SWEEP_MS)
  sweep.unref()

  return new Promise((resolve) => {
    const stop = (): void => {
      clearTimeout(timer)
      clearInterval(sweep)
      watcher.close()
      running.then(() => resolve())
    }
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
