import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Seconds that it takes to read and hash the markdown of a folder, and nothing else: what a run without changes is held against. */
export async function hashFolder(folder: string): Promise<number> {
  const started = performance.now()
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith('.md'))
      createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest()
  }
  return (performance.now() - started) / 1000
}
