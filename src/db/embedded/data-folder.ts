import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { type Duplex, pipeline } from 'node:stream'
import { AppError } from '../../errors.ts'
import { claimFolder } from './claim-folder.ts'
import { EngineHost, type HostOptions } from './engine-host.ts'
import { LateStream } from './late-stream.ts'
import { type ShortPath, shortenPath } from './short-path.ts'
import { syncFolder } from './sync-folder.ts'

/** The major version of PostgreSQL inside PGlite; it cannot open the files of another one. */
const ENGINE_VERSION = '18'

type FolderOptions = Omit<HostOptions, 'folder' | 'seed'> & {
  dataDir: string
  /** Fills the folder of a new database; left empty, the engine makes one from nothing. */
  fill: (folder: string) => Promise<void>
}

/**
 * The embedded database in a folder, shared by all processes that open it: one runs the engine, the
 * others talk to it through its socket. When that one ends, the next process that needs a
 * connection takes the engine over.
 */
export class DataFolder {
  readonly #options: FolderOptions
  readonly #locks: ShortPath
  readonly #guests = new Set<Socket>()
  #server: Server | undefined
  #host: EngineHost | undefined
  #opening: Promise<Duplex> | undefined
  #isClosed = false

  private constructor(options: FolderOptions, locks: ShortPath) {
    this.#options = options
    this.#locks = locks
  }

  /** Opens the folder, or joins the process that has it open. */
  static async open(options: FolderOptions): Promise<DataFolder> {
    const folder = new DataFolder(options, await shortenPath(join(options.dataDir, 'lock')))
    try {
      const stream = await folder.connect()
      stream.destroy()
    } catch (error) {
      await folder.close()
      throw error
    }
    return folder
  }

  /** Whether the engine runs in this process. */
  get isOwner(): boolean {
    return this.#host !== undefined
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#opening?.catch(() => {})
    // The engine before the socket: who finds the socket closed opens the folder at once.
    await this.#host?.close()
    for (const guest of this.#guests) guest.destroy()
    if (this.#server) await closeServer(this.#server)
    await this.#locks.release()
  }

  /** A connection to the engine, in the shape of a socket; takes the engine over if nobody has it. */
  async connect(): Promise<Duplex> {
    if (this.#isClosed) throw new AppError('NOT_READY', 'The data folder was closed.')
    if (this.#host) return this.#host.connect()
    // One at a time: the first may become the owner, whom the others then find here.
    const before = this.#opening ?? Promise.resolve()
    const opening = before.then(
      () => this.#connectOrClaim(),
      () => this.#connectOrClaim(),
    )
    this.#opening = opening
    return opening
  }

  async #connectOrClaim(): Promise<Duplex> {
    if (this.#host) return this.#host.connect()
    const host = Promise.withResolvers<EngineHost>()
    host.promise.catch(() => {})
    const claim = await claimFolder(this.#locks, (guest) => this.#serve(guest, host.promise))
    if (!claim.isOwner) return connect(claim.socket)
    try {
      this.#host = await this.#startEngine()
      this.#server = claim.server
      host.resolve(this.#host)
      return await this.#host.connect()
    } catch (error) {
      host.reject(error)
      await closeServer(claim.server)
      throw error
    }
  }

  async #startEngine(): Promise<EngineHost> {
    const { dataDir } = this.#options
    const folder = join(dataDir, 'pg')
    const isNew = await prepareFolder(dataDir)
    if (isNew) await this.#options.fill(folder)
    const host = new EngineHost({ ...this.#options, folder, seed: undefined })
    await host.ready()
    if (isNew) await markComplete(dataDir)
    return host
  }

  /** Another process speaks with the engine through this one. */
  #serve(guest: Socket, host: Promise<EngineHost>): void {
    this.#guests.add(guest)
    const inner = new LateStream(async () => (await host).connect())
    pipeline(guest, inner, guest, () => this.#guests.delete(guest))
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}

/** Written when a new database has been opened once. Until then nobody has been served from it. */
const FORMAT_FILE = 'format'

/** True when there is no database yet. What an interrupted first start has left is cleared away. */
async function prepareFolder(dataDir: string): Promise<boolean> {
  const format = await readFile(join(dataDir, FORMAT_FILE), 'utf8').catch(() => undefined)
  if (format === undefined) {
    await rm(join(dataDir, 'pg'), { recursive: true, force: true })
    await mkdir(join(dataDir, 'pg'), { recursive: true, mode: 0o700 })
    return true
  }
  if (format.trim() === ENGINE_VERSION) return false
  throw new AppError(
    'NOT_READY',
    `The database in ${dataDir} was made by engine version ${format.trim()}; this program has ${ENGINE_VERSION}.`,
    { hint: 'Move the folder away and start again: the knowledge is indexed anew from its files.' },
  )
}

/** The files of a new database were written without fsync; now they are made to last. */
async function markComplete(dataDir: string): Promise<void> {
  await syncFolder(join(dataDir, 'pg'))
  await writeFile(join(dataDir, FORMAT_FILE), `${ENGINE_VERSION}\n`, { flush: true })
}
