import { type Database, type Store, sqlState, type TransactionSql } from '../db/index.ts'
import { SLOW } from '../db/slow.ts'
import { ModelError } from '../models/model-error.ts'
import type { EmbeddingModel } from '../models/types.ts'
import { vectorsId } from '../models/vectors-id.ts'
import type { LoadRow } from './embed-encode.ts'
import {
  dropRetired,
  type Generation,
  readGenerations,
  serveGeneration,
  startGeneration,
} from './embed-generations.ts'
import { dropLease, takeLease } from './embed-lease.ts'
import {
  countMissing,
  type EmbeddingScope,
  fillFromCache,
  type MissingChunk,
  markWhole,
  pruneCache,
  readMissing,
  storesOf,
  writeCache,
} from './embed-rows.ts'
import { embedTexts } from './embed-texts.ts'

export type EmbedOptions = {
  model: EmbeddingModel
  /** What the model wants before a passage. */
  passagePrefix?: string
  scope: EmbeddingScope
  signal?: AbortSignal | undefined
  onProgress?: ((progress: { phase: string; done: number; total: number }) => void) | undefined
  /** For how long tables stay that are no longer served, in seconds: searches under way may read them. */
  keepSeconds?: number
  /** From how many chunks on a store has a graph. */
  indexFrom?: number
}

export type EmbedReport = {
  /** Requests to the model. */
  calls: number
  /** Texts it was given. */
  texts: number
  /** Another process is at it; nothing was done. */
  isBusy: boolean
}

/** Texts read, embedded and stored at a time: what is done stays done when the next batch fails. */
const BATCH = 256
/**
 * From so many chunks on a store has a graph: about where reading all rows becomes slower. The embedded engine serves
 * nobody while it builds one (9 s for 10,000 chunks of 384 dimensions, 2026-11-21), so there it comes later.
 */
const INDEX_FROM = { server: 10_000, embedded: 20_000 }
/** A store in which a larger part of the chunks waits for a vector is searched by words alone until they have one. */
const MISSING_SHARE = 0.1
const KEEP_SECONDS = 600
const LOCK_TIMEOUT = '1s'
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Gives every chunk in scope that has none the vector of its text, and puts the model's generation in service once
 * all have one; until then the one before serves. Returns at once when nothing is missing. Throws
 * `ModelError` when the model fails; what it made before is kept, and the next call goes on from there.
 */
export async function embedChunks(db: Database, options: EmbedOptions): Promise<EmbedReport> {
  const holder = crypto.randomUUID()
  if (!(await db.write('index', (sql) => takeLease(sql, holder)))) {
    return { calls: 0, texts: 0, isBusy: true }
  }
  const run = new Run(db, options, holder)
  try {
    await run.work()
  } finally {
    await db.write('index', (sql) => dropLease(sql, holder))
  }
  return { calls: run.calls, texts: run.texts, isBusy: false }
}

class Run {
  calls = 0
  texts = 0
  readonly #db: Database
  readonly #options: EmbedOptions
  readonly #holder: string
  readonly #id: string
  #generation: Generation | undefined
  #done = 0
  #total = 0

  constructor(db: Database, options: EmbedOptions, holder: string) {
    this.#db = db
    this.#options = options
    this.#holder = holder
    this.#id = vectorsId(options.model, options.passagePrefix)
  }

  async work(): Promise<void> {
    const generations = await this.#db.read('index', readGenerations)
    const known = generations.find(({ id }) => id === this.#id)
    this.#generation =
      known && (await this.#db.write('index', (sql) => this.#start(sql, known.dimensions)))
    for (const store of storesOf(this.#options.scope)) await this.#prepare(store)
    for (const store of storesOf(this.#options.scope)) await this.#fill(store)
    const generation = this.#generation
    if (!generation) return
    for (const store of storesOf(this.#options.scope)) await this.#finish(generation, store)
    await this.#db.write('index', async (sql) => {
      if (generation.state === 'building') await serveGeneration(sql, generation.key)
      await pruneCache(sql, generation)
    })
    await this.#dropRetired()
  }

  /** Dropping a table waits for all who read its store, and they for it: rather another time than long. */
  async #dropRetired(): Promise<void> {
    try {
      await this.#db.write('index', async (sql) => {
        // The embedded engine has one backend, which never waits for a lock.
        if (!this.#db.capabilities.embedded) {
          await sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`
        }
        await dropRetired(sql, this.#options.keepSeconds ?? KEEP_SECONDS)
      })
    } catch (error) {
      if (sqlState((error as Error).cause ?? error) !== LOCK_NOT_AVAILABLE) throw error
    }
  }

  #start(sql: TransactionSql, dimensions: number): Promise<Generation> {
    return startGeneration(sql, this.#id, dimensions, this.#db.capabilities.embedded)
  }

  /** Takes a store out of service that has too few vectors. */
  async #prepare(store: Store): Promise<void> {
    const generation = this.#generation
    if (!generation) return
    await this.#db.write('index', async (sql) => {
      const count = await countMissing(sql, store, generation, this.#options.scope)
      this.#total += count.missing
      if (store !== 'embargo' && count.missing > MISSING_SHARE * count.all) {
        await markWhole(sql, store, generation, false)
      }
    })
  }

  async #fill(store: Store): Promise<void> {
    for (let after = 0; ; ) {
      this.#options.signal?.throwIfAborted()
      const chunks = await this.#db.read('index', (sql) =>
        readMissing(sql, store, this.#generation ?? null, this.#options.scope, {
          after,
          limit: BATCH,
        }),
      )
      const last = chunks.at(-1)
      if (!last) return
      after = last.key
      await this.#store(store, chunks, await this.#embed(chunks))
      this.#done += chunks.length
      this.#tell()
    }
  }

  /** Vectors for the texts that are not known yet, each text once. */
  async #embed(chunks: readonly MissingChunk[]): Promise<LoadRow[]> {
    const unknown = new Map<string, MissingChunk>()
    for (const chunk of chunks) if (!chunk.isCached) unknown.set(chunk.text, chunk)
    if (unknown.size === 0) return []
    const { model, passagePrefix = '', signal } = this.#options
    const texts = [...unknown.keys()].map((text) => passagePrefix + text)
    const embedded = await embedTexts(model, texts, signal)
    this.calls += embedded.calls
    this.texts += texts.length
    return [...unknown.values()].flatMap(({ hash }, i) => {
      const vector = embedded.vectors[i]
      return vector ? [{ hash, vector }] : []
    })
  }

  async #store(store: Store, chunks: readonly MissingChunk[], rows: LoadRow[]): Promise<void> {
    const dimensions = rows[0]?.vector.length
    await this.#db.write('index', async (sql) => {
      await takeLease(sql, this.#holder)
      if (dimensions !== undefined) {
        this.#generation ??= await this.#start(sql, dimensions)
        if (this.#generation.dimensions !== dimensions)
          throw wrongDimension(this.#generation, dimensions)
        await writeCache(sql, this.#generation, rows)
      }
      if (!this.#generation) return
      const keys = chunks.map(({ key }) => key)
      await fillFromCache(sql, store, this.#generation, keys)
    })
  }

  async #finish(generation: Generation, store: Store): Promise<void> {
    if (store === 'embargo') return
    const { all, missing } = await this.#db.read('index', (sql) =>
      countMissing(sql, store, generation, this.#options.scope),
    )
    const engine = this.#db.capabilities.embedded ? 'embedded' : 'server'
    if (all >= (this.#options.indexFrom ?? INDEX_FROM[engine])) await this.#index(generation, store)
    await this.#db.write('index', (sql) =>
      markWhole(sql, store, generation, missing <= MISSING_SHARE * all),
    )
  }

  /** A graph of a hundred thousand chunks takes minutes on the embedded engine. */
  async #index(generation: Generation, store: Store): Promise<void> {
    const name = `${store}.vector_${generation.key}_near`
    const isThere = await this.#db.read(
      'index',
      (sql) => sql`select from pg_class where oid = to_regclass(${name})`,
    )
    if (isThere.length > 0) return
    this.#options.onProgress?.({ phase: 'building the vector index', done: 0, total: 0 })
    await this.#db.write('index', async (sql) => {
      await sql.unsafe(`${SLOW} set local statement_timeout = 0`)
      await sql.unsafe(`${SLOW} select app.index_vectors(${generation.key}, '${store}')`)
    })
  }

  #tell(): void {
    const total = Math.max(this.#total, this.#done)
    this.#options.onProgress?.({ phase: 'embedding', done: this.#done, total })
  }
}

function wrongDimension(generation: Generation, dimensions: number): ModelError {
  return new ModelError(
    'wrong-dimension',
    `model '${generation.id}': vectors of ${dimensions} dimensions, earlier ones had ${generation.dimensions}`,
  )
}
