import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts')

/** A server of its own process, as it is run. `env` holds its settings. */
export async function startServerProcess(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, SIDECUE_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (piece: Buffer) => {
      output = `${output}${piece}`.slice(-20_000)
      const found = /http:\/\/[\d.:]+/.exec(output)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`The server ended (${code}): ${output}`)))
  })
  return {
    url,
    /** Megabytes resident now; 0 where the system does not say. */
    memoryMb(): number {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
        return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024
      } catch {
        return 0
      }
    },
    async untilReady(): Promise<void> {
      for (;;) {
        const answer = await fetch(`${url}/ready`).catch(() => undefined)
        if (answer?.ok) return
        if (child.exitCode !== null) throw new Error(`The server ended: ${output}`)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
    async stop(): Promise<void> {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
