import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, makeSeed, type OpenOptions, openDatabase } from '../../src/db/index.ts'
import { MIGRATIONS_FOLDER, readMigrations } from '../../src/db/migration-files.ts'
import { silentLog } from '../../src/log.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..')
const CACHE = join(REPOSITORY, 'node_modules', '.cache', 'sidecue')

let seed: Promise<Uint8Array<ArrayBuffer>> | undefined

/** A database in memory, started from an archive that holds the migrated schema. */
export async function openEmbedded(options: Partial<OpenOptions> = {}): Promise<Database> {
  return openDatabase({ log: silentLog, ...options, seed: await migratedSeed() })
}

/** The archive of a migrated, empty database: made once per state of the migrations, kept on disk. */
export function migratedSeed(): Promise<Uint8Array<ArrayBuffer>> {
  seed ??= readOrMakeSeed()
  return seed
}

async function readOrMakeSeed(): Promise<Uint8Array<ArrayBuffer>> {
  const name = `seed-${await stateOfSources()}.tar`
  const file = join(CACHE, name)
  const kept = await readFile(file).catch(() => undefined)
  if (kept) return new Uint8Array(kept)
  const made = await makeSeed({ log: silentLog })
  await mkdir(CACHE, { recursive: true })
  const older = (await readdir(CACHE)).filter((other) => other.startsWith('seed-'))
  const partial = join(CACHE, `${process.pid}-${crypto.randomUUID()}.part`)
  await writeFile(partial, made)
  await rename(partial, file)
  await Promise.all(older.map((other) => rm(join(CACHE, other), { force: true })))
  return made
}

/** Changes when the migrations or the engine do. */
async function stateOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const migration of await readMigrations(MIGRATIONS_FOLDER)) hash.update(migration.checksum)
  hash.update(await readFile(join(REPOSITORY, 'src', 'db', 'embedded', 'engine.ts')))
  const manifest = await readFile(join(REPOSITORY, 'package.json'), 'utf8')
  hash.update(JSON.stringify(JSON.parse(manifest).dependencies['@electric-sql/pglite'] ?? ''))
  return hash.digest('hex').slice(0, 16)
}
