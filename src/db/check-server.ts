import { AppError } from '../errors.ts'
import type { Client } from './client.ts'

const OLDEST_SERVER = 16
const OLDEST_VECTOR = [0, 8] as const

type Server = { version: number; available: string | null; installed: string | null }

/** Throws `NOT_READY` unless the server is new enough and has a pgvector that is. */
export async function checkServer(client: Client): Promise<void> {
  const [server] = await client<Server[]>`
    select
      current_setting('server_version_num')::int / 10000 as version,
      (select default_version from pg_available_extensions where name = 'vector') as available,
      (select extversion from pg_extension where extname = 'vector') as installed
  `
  if (server) checkVersions(server)
}

/** The rule behind `checkServer`, for versions however they were found. */
export function checkVersions({ version, available, installed }: Server): void {
  if (version < OLDEST_SERVER) {
    throw new AppError(
      'NOT_READY',
      `The server is PostgreSQL ${version}; Sidecue needs ${OLDEST_SERVER} or newer.`,
      {
        hint: 'Point DATABASE_URL at a newer server, or leave it out to use the embedded database.',
      },
    )
  }
  if (installed !== null && !isNewEnough(installed)) throw oldVectorError(installed, available)
  if (installed !== null) return
  if (available === null) {
    throw new AppError('NOT_READY', 'The server does not have the extension pgvector.', {
      hint: 'Install it there, on Debian for example the package postgresql-17-pgvector.',
    })
  }
  if (!isNewEnough(available)) throw oldVectorError(available, null)
}

function oldVectorError(found: string, available: string | null): AppError {
  const canUpdate = available !== null && isNewEnough(available)
  return new AppError(
    'NOT_READY',
    `The server has pgvector ${found}; Sidecue needs ${OLDEST_VECTOR.join('.')} or newer.`,
    {
      hint: canUpdate
        ? 'Run "alter extension vector update" in this database.'
        : 'Install a newer pgvector on the server.',
    },
  )
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > OLDEST_VECTOR[0] || (major === OLDEST_VECTOR[0] && minor >= OLDEST_VECTOR[1])
}
