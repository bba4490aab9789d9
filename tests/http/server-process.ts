import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'

/** Real processes: slow to start on a busy machine. */
export const SLOW_MS = 120_000

export type ServerProcess = {
  child: ChildProcess
  output: () => string
  exit: Promise<number | null>
  /** The address it prints once it listens. */
  url(): Promise<string>
}

export type ServerWorld = {
  start(env?: Record<string, string>): ServerProcess
  /** Kills what still runs. */
  killAll(): Promise<void>
  remove(): Promise<void>
}

const SMALL = ['desk.yml', 'phrases', 'articles/recharge']

/** A folder with parts of the sample knowledge base and a place for data, and servers on it. */
export async function createServerWorld(parts = SMALL): Promise<ServerWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'sidecue-server-'))
  for (const part of parts)
    await cp(join('knowledge', part), join(folder, 'knowledge', part), { recursive: true })
  const started: ChildProcess[] = []
  const world: ServerWorld = {
    start(env) {
      const server = startServer(folder, env ?? {})
      started.push(server.child)
      return server
    },
    async killAll() {
      for (const child of started.splice(0)) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    },
    async remove() {
      await world.killAll()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return world
}

function startServer(folder: string, env: Record<string, string>): ServerProcess {
  const child = spawn('node', ['src/main.ts'], {
    env: {
      PATH: process.env.PATH,
      SIDECUE_DATA: join(folder, 'data'),
      SIDECUE_KNOWLEDGE: join(folder, 'knowledge'),
      SIDECUE_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const add = (piece: Buffer): void => {
    text += piece
  }
  child.stdout.on('data', add)
  child.stderr.on('data', add)
  const output = (): string => text
  return {
    child,
    output,
    exit: once(child, 'exit').then(([code]) => code as number | null),
    async url() {
      return vi.waitUntil(
        () => {
          if (child.exitCode !== null) throw new Error(`the server ended:\n${output()}`)
          return /http:\/\/127\.0\.0\.1:\d+/u.exec(output())?.[0]
        },
        { timeout: SLOW_MS / 2 },
      )
    },
  }
}

/** Waits until `/ready` says so. */
export async function waitUntilReady(url: string): Promise<void> {
  await vi.waitUntil(async () => (await fetch(`${url}/ready`)).ok, { timeout: SLOW_MS / 2 })
}

/** The answer of a POST, or undefined where the server died meanwhile. */
export async function post<T>(url: string, body: unknown): Promise<T | undefined> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.ok ? ((await answer.json()) as T) : undefined
  } catch {
    return undefined
  }
}
