import type { Duplex } from 'node:stream'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { rememberArchiver } from './archive.ts'
import { checkRoles } from './check-roles.ts'
import { type Client, connectEmbedded, connectToServer } from './client.ts'
import { createDatabase } from './create-database.ts'
import { startCaretaker } from './embedded/caretaker.ts'
import { DataFolder } from './embedded/data-folder.ts'
import { EngineHost } from './embedded/engine-host.ts'
import { findSeed, unpackSeed } from './embedded/kept-seed.ts'
import { markThrowaway } from './fix-clock.ts'
import { maintainTables, tendTables } from './maintain.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS_FOLDER, readMigrations } from './migration-files.ts'
import type { Database } from './types.ts'

export type OpenOptions = {
  /** A server. Without it the embedded engine is used. */
  databaseUrl?: string | undefined
  /** Folder of the embedded engine, made when missing. Without it everything is in memory and ends with `close`. */
  dataDir?: string | undefined
  log: Log
  /** Told in a few words what takes time at the start. */
  onProgress?: (text: string) => void
  migrationsFolder?: string
  /** What a database in memory starts from, made by `makeSeed`; by default what is kept, or nothing. */
  seed?: Uint8Array<ArrayBuffer> | undefined
  /** How long one statement may run; migrations and maintenance have longer. Default 30 s. */
  statementMs?: number
  /** How long a transaction may wait for its own next statement. Default 15 s. */
  idleMs?: number
}

/** Connections to a server. The embedded engine has one backend; four callers keep it busy. */
const SERVER_CONNECTIONS = 10
const EMBEDDED_CONNECTIONS = 4

/**
 * Opens the database that the options name, or joins the process that has it open, and brings it
 * to the program's version. Throws `NOT_READY` or `DATA_LOCKED` with what to do about it.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  if (options.databaseUrl !== undefined) return openServer(options.databaseUrl, options)
  if (options.dataDir !== undefined) return openFolder(options.dataDir, options)
  const seed = options.seed ?? (hasOwnMigrations(options) ? undefined : await findSeed())
  const { database } = await openMemory({ ...options, seed })
  await markThrowaway(database)
  return database
}

/** Such a database starts from nothing: what is kept has ours. */
function hasOwnMigrations({ migrationsFolder }: OpenOptions): boolean {
  return migrationsFolder !== undefined
}

/**
 * A migrated database in memory, as an archive to start others from quickly; with `fill` what that puts into it as well.
 * While it is filled its clock may be set.
 */
export async function makeSeed(
  options: Pick<OpenOptions, 'log' | 'migrationsFolder'>,
  fill?: (database: Database) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const seed = fill && !hasOwnMigrations(options) ? await findSeed() : undefined
  const { database, host } = await openMemory({ ...options, seed })
  try {
    if (fill) {
      await markThrowaway(database)
      await fill(database)
    }
    return await host.dump()
  } finally {
    await database.close()
  }
}

async function openServer(url: string, options: OpenOptions): Promise<Database> {
  const { log, statementMs, idleMs } = limitsOf(options)
  const client = connectToServer(url, { log, max: SERVER_CONNECTIONS })
  const close = (): Promise<void> => client.end({ timeout: 10 })
  await orClose(bringForward(client, options), close, CHECK_ADDRESS)
  return createDatabase({
    client,
    capabilities: { embedded: false, canCancel: true, sessionLocks: true },
    statementMs,
    idleMs,
    maintain: () => maintainTables(client, false),
    close,
  })
}

async function openFolder(dataDir: string, options: OpenOptions): Promise<Database> {
  options.onProgress?.('opening the database')
  const folder = await DataFolder.open({
    ...limitsOf(options),
    dataDir,
    fill: async (pg) => (hasOwnMigrations(options) ? undefined : unpackSeed(pg)),
  })
  const engine = { connect: () => folder.connect(), close: () => folder.close() }
  const { client, database } = await openEmbedded(engine, options)
  // Only where the engine runs, so that it is done once.
  const tend = async (): Promise<void> => (folder.isOwner ? tendTables(client) : undefined)
  const stopTending = startCaretaker(tend, options.log)
  const close = database.close
  database.close = async () => {
    await stopTending()
    await close()
  }
  return database
}

async function openMemory(options: OpenOptions): Promise<{ database: Database; host: EngineHost }> {
  const host = new EngineHost({ folder: undefined, ...limitsOf(options) })
  const engine = { connect: () => host.connect(), close: () => host.close() }
  const { database } = await openEmbedded(engine, options)
  rememberArchiver(database, () => host.dump())
  return { database, host }
}

type EmbeddedEngine = { connect(): Promise<Duplex>; close(): Promise<void> }

async function openEmbedded(
  engine: EmbeddedEngine,
  options: OpenOptions,
): Promise<{ client: Client; database: Database }> {
  const client = connectEmbedded(engine.connect, { log: options.log, max: EMBEDDED_CONNECTIONS })
  const close = async (): Promise<void> => {
    await client.end({ timeout: 10 })
    await engine.close()
  }
  await orClose(bringForward(client, options), close)
  const database = createDatabase({
    client,
    capabilities: { embedded: true, canCancel: false, sessionLocks: false },
    // PGlite does not survive its own timeouts; the bridge and the watchdog set these limits.
    statementMs: 0,
    idleMs: 0,
    maintain: () => maintainTables(client, true),
    close,
  })
  return { client, database }
}

function limitsOf({ seed, log, statementMs = 30_000, idleMs = 15_000 }: OpenOptions) {
  return { seed, log, statementMs, idleMs }
}

async function bringForward(client: Client, options: OpenOptions): Promise<void> {
  const migrations = await readMigrations(options.migrationsFolder ?? MIGRATIONS_FOLDER)
  await migrate(client, {
    migrations,
    onApplied: ({ name }) => options.onProgress?.(`migrated: ${name.replaceAll('_', ' ')}`),
  })
  await checkRoles(client)
}

const CHECK_ADDRESS =
  'Check DATABASE_URL (host, port, user, password, database), and that the server runs.'

async function orClose(
  work: Promise<void>,
  close: () => Promise<void>,
  hint?: string,
): Promise<void> {
  try {
    await work
  } catch (error) {
    await close()
    if (error instanceof AppError) throw error
    throw new AppError('NOT_READY', `The database cannot be used: ${(error as Error).message}`, {
      cause: error,
      ...(hint === undefined ? {} : { hint }),
    })
  }
}
