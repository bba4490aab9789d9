import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const START_MS = 90_000

/** `npm start` in a data folder of its own, with the sample knowledge. */
export class RealServer {
  url = ''
  #process: ChildProcess | undefined
  #dataDir = ''

  /** Starts, or starts again on the same port with the same data; returns when knowledge is served. */
  async start(): Promise<void> {
    this.#dataDir ||= await mkdtemp(join(tmpdir(), 'sidecue-panel-'))
    const server = spawn(process.execPath, ['src/main.ts'], {
      cwd: ROOT,
      env: {
        ...process.env,
        DATABASE_URL: '',
        SIDECUE_KEYS: '',
        SIDECUE_DATA: this.#dataDir,
        SIDECUE_PORT: this.url === '' ? '0' : new URL(this.url).port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = server
    let said = ''
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      this.url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? this.url
    }
    server.stdout?.on('data', listen)
    server.stderr?.on('data', listen)
    const deadline = Date.now() + START_MS
    while (!(await this.#isReady())) {
      if (server.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The server did not come up:\n${said}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  async stop(): Promise<void> {
    const server = this.#process
    if (!server || server.exitCode !== null) return
    server.kill('SIGTERM')
    await once(server, 'exit')
  }

  async remove(): Promise<void> {
    await this.stop()
    await rm(this.#dataDir, { recursive: true, force: true })
  }

  async #isReady(): Promise<boolean> {
    if (this.url === '') return false
    return fetch(`${this.url}/ready`).then(
      (response) => response.ok,
      () => false,
    )
  }
}
