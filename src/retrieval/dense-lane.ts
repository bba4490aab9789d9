import { Counter } from 'prom-client'
import type { Database } from '../db/index.ts'
import type { Log } from '../log.ts'
import { metrics } from '../metrics.ts'
import { ModelError } from '../models/model-error.ts'
import type { EmbeddingModel } from '../models/types.ts'
import { type QueryVector, readServing, type Serving } from './find-nearest.ts'
import { createResting } from './resting.ts'
import type { Query } from './types.ts'

/** Turns questions into vectors, in time or not at all. */
export type DenseLane = {
  /** Null when the vector is late, the model fails or no vectors are in service: the search then goes by words alone. */
  embed(db: Database, query: Query): Promise<QueryVector | null>
  /** What a search saw in service, for the next question. */
  note(serving: Serving | null): void
}

export type DenseLaneOptions = {
  /** The model that made the vectors of this name; null where the settings do not lead to it. */
  modelOf: (vectorsId: string) => Promise<EmbeddingModel | null>
  queryPrefix?: string
  deadlineMs: number
  /** Takes personal data out of what leaves the house. */
  mask?: (text: string) => string
  log: Log
}

type Outcome = 'in-time' | 'late' | 'failed' | 'resting' | 'not-ready'

const outcomes = new Counter({
  name: 'sidecue_dense_lane_total',
  help: 'Searches with an embedding model, by what became of the vector of the question.',
  labelNames: ['outcome'],
  registers: [metrics],
})

/** A late answer is still of use to the next search for the same. */
const TIMEOUT_MS = 5_000
/** So many late ones in a row are a failure. */
const LATE_IN_A_ROW = 3
/** Vectors kept: the searches of a conversation often ask the same. */
const CACHE_SIZE = 500
const MAX_TEXT = 2_000
/** A shorter need is embedded with what was said before it: 那怎么退？ means nothing alone. */
const SHORT_NEED = 16
const MAX_CONTEXT = 200

export function createDenseLane(options: DenseLaneOptions): DenseLane {
  const { modelOf, queryPrefix = '', deadlineMs, mask = (text) => text, log } = options
  const resting = createResting()
  const models = new Map<string, Promise<EmbeddingModel | null>>()
  const vectors = new Map<string, Promise<Float32Array>>()
  let serving: Serving | null | undefined
  let lateInARow = 0

  const warn = (fault: string, message: string): void => {
    if (resting.failed()) log.warn({ fault, message }, 'dense-lane-off')
  }

  /** Asks the model, or gives what it said or is about to say; what fails is forgotten. */
  const ask = (model: EmbeddingModel, { key, dimensions }: Serving, text: string) => {
    const name = `${key} ${text}`
    const known = vectors.get(name)
    if (known) return known
    const asked = model
      .embed([queryPrefix + text], { signal: AbortSignal.timeout(TIMEOUT_MS) })
      .then(([vector]) => {
        if (vector?.length === dimensions) return vector
        const found = vector?.length ?? 0
        const message = `model '${model.id}': a vector of ${found} dimensions, the index has ${dimensions}`
        throw new ModelError('wrong-dimension', message)
      })
    vectors.set(name, asked)
    for (const old of vectors.keys()) {
      if (vectors.size <= CACHE_SIZE) break
      vectors.delete(old)
    }
    asked.catch((error: unknown) => {
      vectors.delete(name)
      warn(error instanceof ModelError ? error.fault : 'unknown', (error as Error).message)
    })
    return asked
  }

  const decide = async (db: Database, query: Query): Promise<[Outcome, QueryVector | null]> => {
    if (resting.isResting) return ['resting', null]
    if (serving === undefined) serving = await db.read('customer', (sql) => readServing(sql))
    const current = serving
    if (current === null) return ['not-ready', null]
    const pending = models.get(current.id) ?? modelOf(current.id)
    models.set(current.id, pending)
    const model = await pending.catch(() => null)
    const text = mask(textOf(query)).trim()
    if (model === null || text === '') return ['not-ready', null]
    try {
      const values = await within(deadlineMs, ask(model, current, text))
      if (values === null) {
        lateInARow++
        if (lateInARow >= LATE_IN_A_ROW) {
          lateInARow = 0
          warn('late', `model '${model.id}': no vector of a question within ${deadlineMs} ms`)
        }
        return ['late', null]
      }
      lateInARow = 0
      if (resting.worked()) log.warn({ model: model.id }, 'dense-lane-works-again')
      return ['in-time', { generation: current.key, values }]
    } catch {
      return ['failed', null]
    }
  }

  return {
    async embed(db, query) {
      const [outcome, vector] = await decide(db, query)
      outcomes.inc({ outcome })
      return vector
    },
    note(seen) {
      serving = seen
    },
  }
}

function textOf({ text, context }: Query): string {
  const before = context[0]
  const own = text.slice(0, MAX_TEXT).toWellFormed().replaceAll('\0', ' ')
  if (before === undefined || own.length > SHORT_NEED) return own
  return `${before.slice(0, MAX_CONTEXT).toWellFormed()}\n${own}`
}

/** What it resolves to, or null when that takes longer. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
