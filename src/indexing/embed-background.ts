import { Counter, Gauge } from 'prom-client'
import type { Database } from '../db/index.ts'
import type { Log } from '../log.ts'
import { metrics } from '../metrics.ts'
import { ModelError } from '../models/model-error.ts'
import { type EmbedOptions, type EmbedReport, embedChunks } from './embed-chunks.ts'

/** Makes vectors for whatever the index has and the model has not seen yet. */
export type Embedder = {
  /**
   * Embeds what is missing now, after a run that is under way. Never throws for a model that fails: that is warned of
   * once until it works again, and tried again in the background.
   */
  run(more?: Pick<EmbedOptions, 'onProgress'>): Promise<EmbedReport>
  /** Looks again now and then, for what other processes index; the first time at once. */
  start(): void
  /** Cancels what is under way and waits for it. */
  stop(): Promise<void>
}

const calls = new Counter({
  name: 'sidecue_embedding_calls_total',
  help: 'Requests to the embedding model for passages.',
  registers: [metrics],
})
const failures = new Counter({
  name: 'sidecue_embedding_failures_total',
  help: 'Runs of embedding that the model did not let finish, by fault.',
  labelNames: ['fault'],
  registers: [metrics],
})
const isBehind = new Gauge({
  name: 'sidecue_embedding_behind',
  help: '1 while passages wait for vectors because the model fails, else 0.',
  registers: [metrics],
})

/** How often a process that stays looks whether something was indexed. */
const LOOK_MS = 30_000
/** After the first failure; doubled with each further one. */
const RETRY_MS = 5_000
const MOST_RETRY_MS = 10 * 60_000

export type EmbedderOptions = EmbedOptions & {
  log: Log
  lookMs?: number
  retryMs?: number
}

export function createEmbedder(db: Database, options: EmbedderOptions): Embedder {
  const { log, lookMs = LOOK_MS, retryMs = RETRY_MS } = options
  const stopping = new AbortController()
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isStarted = false
  let failed = 0
  /** The index as it was when nothing was missing. */
  let doneAt: string | undefined

  const runOnce = async (more: Pick<EmbedOptions, 'onProgress'>): Promise<EmbedReport> => {
    const state = await readState(db)
    if (state === doneAt) return NOTHING
    const counted = { calls: 0 }
    try {
      const model = countCalls(options.model, counted)
      const settings = { ...options, ...more, model, signal: stopping.signal }
      const report = await embedChunks(db, settings)
      if (report.isBusy) return report
      doneAt = state
      if (failed > 0) log.warn({ model: options.model.id }, 'embedding-works-again')
      failed = 0
      isBehind.set(0)
      return report
    } catch (error) {
      if (stopping.signal.aborted) return { ...NOTHING, calls: counted.calls }
      failed++
      isBehind.set(1)
      const fault = error instanceof ModelError ? error.fault : 'database'
      failures.inc({ fault })
      if (failed === 1) log.warn({ fault, message: (error as Error).message }, 'embedding-failed')
      return { ...NOTHING, calls: counted.calls }
    } finally {
      calls.inc(counted.calls)
    }
  }

  const schedule = (): void => {
    clearTimeout(timer)
    if (!isStarted || stopping.signal.aborted) return
    const delay = failed === 0 ? lookMs : Math.min(retryMs * 2 ** (failed - 1), MOST_RETRY_MS)
    timer = setTimeout(() => void run(), delay)
    timer.unref()
  }

  const run = (more: Pick<EmbedOptions, 'onProgress'> = {}): Promise<EmbedReport> => {
    const mine = running.then(() => (stopping.signal.aborted ? NOTHING : runOnce(more)))
    running = mine.then(schedule, schedule)
    return mine
  }

  return {
    run,
    start() {
      isStarted = true
      void run().catch(() => undefined)
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}

const NOTHING: EmbedReport = { calls: 0, texts: 0, isBusy: false }

/**
 * Moves with every write of the index, releases included once they are swept; and now and then as long as there are
 * tables to be dropped.
 */
async function readState(db: Database): Promise<string> {
  const [row] = await db.read(
    'index',
    (sql) => sql<{ state: string }[]>`
      select concat_ws(' ', indexing.epoch,
        (select string_agg(key || state, ' ' order by key) from app.embedding_model where state <> 'cached'),
        (select min(floor(extract(epoch from clock_timestamp()) / 300)) from app.embedding_model
          where state = 'retired')) as state
      from app.indexing
    `,
  )
  return row?.state ?? ''
}

function countCalls(model: EmbedOptions['model'], counted: { calls: number }): typeof model {
  return {
    id: model.id,
    embed(texts, more) {
      counted.calls++
      return model.embed(texts, more)
    },
  }
}
