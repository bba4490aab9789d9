import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..', '..')
/** Folders from which neither an index nor an answer follows. */
const APART = /^(?:http|panel|cli|insights|editing)\//u

let hash: Promise<string> | undefined

/** Names the program itself: what was kept by another version of it is made anew. */
export function sourcesHash(): Promise<string> {
  hash ??= computeHash()
  return hash
}

async function computeHash(): Promise<string> {
  const sum = createHash('sha256')
  for (const folder of ['src', 'migrations']) {
    const names = (await readdir(join(ROOT, folder), { recursive: true })).sort()
    for (const name of names) {
      if (!/\.(?:ts|sql|json|yml)$/u.test(name) || APART.test(name)) continue
      sum.update(name).update(await readFile(join(ROOT, folder, name)))
    }
  }
  sum.update(await readFile(join(ROOT, 'package.json')))
  for (const name of ['ask-version.ts', 'read-index.ts', 'kept-base.ts'])
    sum.update(await readFile(join(import.meta.dirname, name)))
  return sum.digest('hex')
}
