import { AppError } from '../errors.ts'
import type { Client } from './client.ts'
import type { Database } from './types.ts'

const clients = new WeakMap<Database, Client>()

export function rememberOwner(database: Database, client: Client): void {
  clients.set(database, client)
}

/**
 * The client that has not taken on a role: it owns the tables. For `db/` itself and for tests;
 * features use `read` and `write`.
 */
export function ownerOf(database: Database): Client {
  const client = clients.get(database)
  if (!client) throw new AppError('INTERNAL', 'This database was not opened by openDatabase.')
  return client
}
