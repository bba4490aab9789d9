import { AppError } from '../errors.ts'
import type { Database } from './types.ts'

type Archiver = () => Promise<Uint8Array<ArrayBuffer>>

const archivers = new WeakMap<Database, Archiver>()

export function rememberArchiver(database: Database, archive: Archiver): void {
  archivers.set(database, archive)
}

/**
 * All of a database in memory as a tar archive, which `openDatabase` takes as `seed` to make another one that holds
 * the same. Throws `INTERNAL` for a database that is kept somewhere.
 */
export async function archiveDatabase(database: Database): Promise<Uint8Array<ArrayBuffer>> {
  const archive = archivers.get(database)
  if (!archive) throw new AppError('INTERNAL', 'Only a database in memory can be archived.')
  return archive()
}
