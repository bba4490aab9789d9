import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** Where the real server looks for it. */
export const SERVED_PANEL = join(ROOT, 'dist/panel')

/**
 * Builds the panel as it is now, as for production, and returns the folder: a new one, so that test
 * files side by side do not pull it away under each other, unless one is named.
 */
export async function buildPanel(folder?: string): Promise<string> {
  const target = folder ?? (await mkdtemp(join(tmpdir(), 'sidecue-built-')))
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--logLevel', 'error', '--outDir', target, '--emptyOutDir'],
    // The runner's own NODE_ENV=test would make a development build.
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  )
  return target
}
