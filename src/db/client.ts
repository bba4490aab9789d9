import type { Duplex } from 'node:stream'
import postgres from 'postgres'
import type { Log } from '../log.ts'
import { ClientStream } from './client-stream.ts'
import { dial, type ServerAddress, tlsModeOf } from './server-socket.ts'
import { PADDING } from './startup-message.ts'

export type Client = postgres.Sql

type ClientOptions = {
  log: Log
  /** Connections kept at most. */
  max: number
}

type Options = postgres.Options<Record<never, never>>

/** A client for a server. */
export function connectToServer(url: string, options: ClientOptions): Client {
  const mode = tlsModeOf(url)
  return postgres(url, { ...common(options, (address) => dial(address, mode)), idle_timeout: 300 })
}

/** A client for the embedded engine, wherever it runs. */
export function connectEmbedded(connect: () => Promise<Duplex>, options: ClientOptions): Client {
  return postgres({ ...common(options, connect), user: 'postgres', database: 'postgres' })
}

function common({ log, max }: ClientOptions, connect: (to: ServerAddress) => Promise<Duplex>) {
  const options: Options = {
    max,
    // The stream sees to TLS itself.
    ssl: false,
    connection: { application_name: 'sidecue', TimeZone: 'UTC', ...PADDING },
    connect_timeout: 30,
    onnotice: (notice) => log.debug({ code: notice.code }, 'database notice'),
  }
  // `socket` is documented in the README of postgres.js and missing in its types.
  const socket = (address: ServerAddress): ClientStream => new ClientStream(() => connect(address))
  return { ...options, socket } as Options
}
