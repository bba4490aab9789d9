import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

/** A server process that dies and comes back, at another port each time. */
export type MortalServer = {
  /** Where it listens now; undefined while it does not. */
  url(): string | undefined
  /** Starts it; resolves when it listens, or is dead again. */
  start(): Promise<void>
  /** kill -9. True when it had been listening. */
  kill(): Promise<boolean>
  stop(): Promise<void>
}

export function createMortalServer(env: Record<string, string>): MortalServer {
  let child: ChildProcess | undefined
  let url: string | undefined

  function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
    const exited = once(child, 'exit')
    child.kill(signal)
    return exited
  }
  return {
    url: () => url,
    async start() {
      const own = spawn(process.execPath, [MAIN], {
        env: { PATH: process.env.PATH, SIDECUE_PORT: '0', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = own
      let output = ''
      const read = (piece: Buffer): void => {
        output = `${output}${piece}`.slice(-4_000)
        if (child === own) url ??= /http:\/\/[\d.:]+/.exec(output)?.[0]
      }
      own.stdout.on('data', read)
      own.stderr.on('data', read)
      while (child === own && url === undefined && own.signalCode === null) {
        if (own.exitCode !== null) throw new Error(`The server ended (${own.exitCode}): ${output}`)
        await wait(10)
      }
    },
    async kill() {
      const wasListening = url !== undefined
      await end('SIGKILL')
      url = undefined
      return wasListening
    },
    async stop() {
      await end('SIGTERM')
      url = undefined
    },
  }
}
