import type { Duplex } from 'node:stream'
import { MessageChannel, Worker } from 'node:worker_threads'
import { AppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { PortStream } from './port-stream.ts'
import type { FromWorker, ToWorker, WorkerData } from './worker-messages.ts'

export type HostOptions = {
  folder: string | undefined
  seed: Uint8Array<ArrayBuffer> | undefined
  log: Log
  /** A statement that runs longer has its engine ended and opened again. */
  statementMs: number
  /** A client that leaves its transaction idle for longer is put out. */
  idleMs: number
}

const WATCH_EVERY_MS = 500

/**
 * Keeps one worker with PostgreSQL running. The engine knows neither statement timeouts nor
 * cancelling: when a statement is stuck, or the engine has failed, the worker is ended and a new one
 * opens the same folder; committed rows are there again, open connections break.
 */
export class EngineHost {
  readonly #options: HostOptions
  readonly #deadline = new SharedArrayBuffer(8)
  readonly #sessions = new Set<PortStream>()
  #worker: Promise<Worker>
  #current: Worker | undefined
  #watch: NodeJS.Timeout
  #isClosed = false

  constructor(options: HostOptions) {
    this.#options = options
    this.#worker = this.#start(options.seed)
    this.#worker.catch(() => {})
    this.#watch = setInterval(() => this.#lookForStuckStatement(), WATCH_EVERY_MS)
    this.#watch.unref()
  }

  /** Resolves when the engine answers; rejects when it could not be opened. */
  async ready(): Promise<void> {
    await this.#worker
  }

  /** A new connection, in the shape of a socket that speaks the wire protocol. */
  async connect(): Promise<Duplex> {
    if (this.#isClosed) throw new AppError('NOT_READY', 'The embedded database was closed.')
    const worker = await this.#worker
    const { port1, port2 } = new MessageChannel()
    const order: ToWorker = { type: 'session', port: port2 }
    worker.postMessage(order, [port2])
    const stream = new PortStream(port1)
    this.#sessions.add(stream)
    stream.once('close', () => this.#sessions.delete(stream))
    return stream
  }

  /** The whole database as a tar archive, to start others from. */
  async dump(): Promise<Uint8Array<ArrayBuffer>> {
    const worker = await this.#worker
    const order: ToWorker = { type: 'dump' }
    worker.postMessage(order)
    const answer = await answerOf(worker, 'dumped')
    return answer.archive
  }

  /** Closes the engine in order. A worker that does not answer within 10 s is ended as it is. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    clearInterval(this.#watch)
    const worker = await this.#worker.catch(() => undefined)
    if (!worker) return
    const order: ToWorker = { type: 'stop' }
    worker.postMessage(order)
    const limit = AbortSignal.timeout(10_000)
    for (const session of this.#sessions) session.destroy()
    await answerOf(worker, 'stopped', limit).catch(() => {
      this.#options.log.warn('the embedded database did not close in time')
    })
    await worker.terminate()
  }

  async #start(seed: HostOptions['seed']): Promise<Worker> {
    const { folder, idleMs, statementMs } = this.#options
    const deadline = this.#deadline
    const workerData: WorkerData = { folder, seed, idleMs, statementMs, deadline }
    Atomics.store(new BigInt64Array(deadline), 0, 0n)
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      execArgv: [],
      name: 'sidecue-database',
    })
    this.#current = worker
    try {
      await answerOf(worker, 'ready')
    } catch (error) {
      await worker.terminate()
      throw error
    }
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'failed') this.#replace(worker, message.message)
    })
    worker.on('error', (error) => this.#replace(worker, error.message))
    return worker
  }

  #lookForStuckStatement(): void {
    const deadline = Number(Atomics.load(new BigInt64Array(this.#deadline), 0))
    if (deadline === 0 || Date.now() <= deadline) return
    const worker = this.#current
    if (worker) this.#replace(worker, 'a statement ran longer than it may')
  }

  #replace(worker: Worker, reason: string): void {
    if (this.#isClosed || worker !== this.#current) return
    this.#current = undefined
    this.#options.log.error({ reason }, 'the embedded database is opened again')
    this.#worker = this.#startAgain(worker)
    this.#worker.catch((error: Error) => {
      this.#options.log.fatal({ reason: error.message }, 'the embedded database did not open again')
    })
    for (const session of this.#sessions) session.destroy()
  }

  async #startAgain(worker: Worker): Promise<Worker> {
    await worker.terminate()
    if (this.#options.folder === undefined) {
      throw new AppError('NOT_READY', 'The database in memory was ended, and its rows with it.')
    }
    return this.#start(undefined)
  }
}

type Answer<Type extends FromWorker['type']> = Extract<FromWorker, { type: Type }>

function answerOf<Type extends FromWorker['type']>(
  worker: Worker,
  type: Type,
  limit?: AbortSignal,
): Promise<Answer<Type>> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
      limit?.removeEventListener('abort', onLimit)
      settle()
    }
    const onMessage = (message: FromWorker): void => {
      if (message.type === type) finish(() => resolve(message as Answer<Type>))
      if (message.type === 'failed') finish(() => reject(new Error(message.message)))
    }
    const onError = (error: Error): void => finish(() => reject(error))
    const onExit = (): void => finish(() => reject(new Error('the database worker ended')))
    const onLimit = (): void => finish(() => reject(new Error('the database worker is silent')))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
    limit?.addEventListener('abort', onLimit)
  })
}
