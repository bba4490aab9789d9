import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Where the real server looks for it. */
export const SERVED_PANEL = join(ROOT, 'dist/panel')
/** A build takes seconds, on a busy machine a minute. */
const PATIENCE_MS = 120_000

/**
 * The panel built as it is now, as for production, in a folder of the caller's own: a new one, so that test files side
 * by side do not pull it away under each other, unless one is named. Files of the same state share one build.
 */
export async function buildPanel(folder?: string): Promise<string> {
  const target = folder ?? (await mkdtemp(join(tmpdir(), 'sidecue-built-')))
  const shared = join(tmpdir(), `sidecue-panel-${await hashSources()}`)
  await buildOnce(shared)
  await rm(target, { recursive: true, force: true })
  await cp(shared, target, { recursive: true })
  return target
}

/** Whoever makes the folder `.lock` first builds; the others wait until the build stands there whole. */
async function buildOnce(shared: string): Promise<void> {
  const lock = `${shared}.lock`
  const deadline = Date.now() + PATIENCE_MS
  while (!(await exists(shared))) {
    const isMine = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (isMine) {
      try {
        if (!(await exists(shared))) await build(shared)
      } finally {
        await rm(lock, { recursive: true, force: true })
      }
    } else {
      // One that died at it leaves its lock behind.
      if (Date.now() > deadline) await rm(lock, { recursive: true, force: true })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function build(shared: string): Promise<void> {
  const begun = `${shared}.${process.pid}`
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--logLevel', 'error', '--outDir', begun, '--emptyOutDir'],
    // The runner's own NODE_ENV=test would make a development build.
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  )
  await rename(begun, shared)
}

/** Changes with every file of the panel: name, size and time of change. */
async function hashSources(): Promise<string> {
  const folder = join(ROOT, 'src/panel')
  const files = (await readdir(folder, { recursive: true })).sort()
  const hash = createHash('sha256')
  for (const file of [...files.map((name) => join(folder, name)), join(ROOT, 'vite.config.ts')]) {
    const { size, mtimeMs } = await stat(file)
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
