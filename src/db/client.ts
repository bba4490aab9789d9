import type { Duplex } from 'node:stream'
import postgres from 'postgres'
import type { Log } from '../log.ts'

export type Client = postgres.Sql

type ServerOptions = ClientOptions & {
  /** How long a transaction may wait for its own next statement. */
  idleMs: number
}

type ClientOptions = {
  log: Log
  /** Connections kept at most. */
  max: number
}

/** A client for a server. */
export function connectToServer(url: string, options: ServerOptions): Client {
  const settings = common(options)
  return postgres(url, {
    ...settings,
    idle_timeout: 300,
    connection: { ...settings.connection, idle_in_transaction_session_timeout: options.idleMs },
  })
}

/** A client for anything that speaks the wire protocol through a stream. */
export function connectThrough(connect: () => Duplex, options: ClientOptions): Client {
  // `socket` is documented in the README of postgres.js and missing in its types.
  const socket = { socket: connect } as postgres.Options<Record<never, never>>
  return postgres({
    ...common(options),
    ...socket,
    ssl: false,
    user: 'postgres',
    database: 'postgres',
  })
}

function common({ log, max }: ClientOptions) {
  return {
    max,
    connection: { application_name: 'sidecue', TimeZone: 'UTC' },
    connect_timeout: 30,
    onnotice: (notice: postgres.Notice) => log.debug({ code: notice.code }, 'database notice'),
  }
}
