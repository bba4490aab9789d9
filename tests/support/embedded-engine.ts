import { findSeed, keepSeed } from '../../src/db/embedded/kept-seed.ts'
import { type Database, makeSeed, type OpenOptions, openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'

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
  const kept = await findSeed()
  if (kept) return kept
  const made = await makeSeed({ log: silentLog })
  await keepSeed(made)
  return made
}
