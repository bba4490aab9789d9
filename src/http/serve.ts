import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { AppError } from '../errors.ts'
import { acceptUpgrades, isUpgrade } from './accept-upgrades.ts'
import { createApp } from './app.ts'
import type { AppDeps } from './app-deps.ts'
import type { Access } from './callers.ts'
import { isLoopback } from './guard-origin.ts'

/** Requests that are still under way when the server stops get this long. */
const FINISH_MS = 5_000

export type Listening = {
  /** As a person types it: http://127.0.0.1:8787 */
  url: string
  port: number
  /** Takes no new requests, lets those under way finish, then resolves. */
  stop(): Promise<void>
}

/** Without keys everybody is served, so only this machine may reach us. Throws `BAD_INPUT`. */
export function refuseOpenDoor(host: string, access: Access): void {
  if (isLoopback(host) || !access.isDemo) return
  throw new AppError('BAD_INPUT', `Without keys the server does not listen on ${host}.`, {
    hint: 'Set SIDECUE_KEYS (e.g. agent:<key>,lead:<key>) or listen on 127.0.0.1.',
  })
}

/** Longer than the balancers and clients keep idle connections in front of us: whoever closes first must not be the one who is written to. */
const KEEP_ALIVE_MS = 75_000

/** Listens. Throws `CONFLICT` when the port is taken. */
export async function listen(
  deps: AppDeps,
  address: { host: string; port: number },
): Promise<Listening> {
  const app = createApp(deps)
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS, shouldUpgradeCallback: isUpgrade },
  })
  acceptUpgrades(server, app.fetch)
  server.listen(address.port, address.host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw cannotListen(address, cause)
  }
  const { port } = server.address() as AddressInfo
  const name = address.host.includes(':') ? `[${address.host}]` : address.host
  return { url: `http://${name}:${port}`, port, stop: () => stop(server) }
}

function cannotListen({ host, port }: { host: string; port: number }, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : 'unknown'
  if (code === 'EADDRINUSE')
    return new AppError('CONFLICT', `Port ${port} on ${host} is in use.`, {
      hint: `Sidecue may be running already: open http://${host}:${port}. For a second one choose another port: npm start -- --port ${port + 1}, or SIDECUE_PORT=${port + 1}.`,
      cause,
    })
  return new AppError('BAD_INPUT', `Cannot listen on ${host}:${port} (${code}).`, {
    hint: 'Check --host and --port.',
    cause,
  })
}

async function stop(server: ServerType): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  const late = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, FINISH_MS)
  await closed
  clearTimeout(late)
}

/** The project's folder: where package.json and the built panel lie. */
export const PROJECT_FOLDER = join(import.meta.dirname, '..', '..')

export function readVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8'),
  )
  return manifest.version
}
