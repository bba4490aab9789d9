import type { Duplex } from 'node:stream'
import postgres from 'postgres'
import type { Log } from '../log.ts'

export type Client = postgres.Sql

type ClientOptions = {
  log: Log
  /** Connections kept at most. */
  max: number
}

/** A client for a server. */
export function connectToServer(url: string, options: ClientOptions): Client {
  return postgres(url, { ...common(options), idle_timeout: 300 })
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

function common({ log, max }: ClientOptions): postgres.Options<Record<never, never>> {
  return {
    max,
    connection: { application_name: 'sidecue', TimeZone: 'UTC' },
    connect_timeout: 30,
    onnotice: (notice) => log.debug({ code: notice.code }, 'database notice'),
  }
}
