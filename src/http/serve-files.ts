import { readFile, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

export type ServedFile = { bytes: Uint8Array<ArrayBuffer>; type: string }

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** A file below `folder`, or undefined: unknown kinds, links that lead out and other tricks are not served. */
export async function readServedFile(
  folder: string,
  path: string,
): Promise<ServedFile | undefined> {
  const type = TYPES[extname(path)]
  if (!type || path.includes('\u0000')) return undefined
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, path))
    if (!file.startsWith(root + sep)) return undefined
    return { bytes: new Uint8Array(await readFile(file)), type }
  } catch {
    return undefined
  }
}
