import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A line in which two runs differ. */
export type Difference = { file: string; line: number; first: string; second: string }

/** Shown of a line. */
const SHOWN = 300
/** Named of a file: where the order has moved, every line differs. */
const MOST_OF_FILE = 5

/**
 * Where the results of two runs differ, byte for byte, apart from times. A file that only one of them wrote differs in
 * line 1.
 */
export async function compareOutputs(first: string, second: string): Promise<Difference[]> {
  const names = new Set([...(await filesBelow(first)), ...(await filesBelow(second))])
  const differences: Difference[] = []
  for (const file of [...names].sort()) {
    const [a, b] = await Promise.all([linesOf(join(first, file)), linesOf(join(second, file))])
    let found = 0
    for (let i = 0; i < Math.max(a.length, b.length) && found < MOST_OF_FILE; i++) {
      if (a[i] === b[i]) continue
      found++
      const shown = (line = '') => line.slice(0, SHOWN)
      differences.push({ file, line: i + 1, first: shown(a[i]), second: shown(b[i]) })
    }
  }
  return differences
}

/** A result without its times: when it was made, how long things took, and what was drawn of that. */
export function withoutTimes(text: string): string {
  return text
    .replaceAll(/<!--times-->[\s\S]*?<!--\/times-->/g, '')
    .replaceAll(/<time>[^<]*<\/time>/g, '')
    .replaceAll(/"(?:ms|seconds|startedAt|[\w.]*(?:Ms|Seconds))":\s*(?:"[^"]*"|-?[\d.e+-]+)/g, '""')
    .replaceAll(
      /(\{\s*"name":\s*"[^"]*(?:Ms|[sS]econds)[^"]*",\s*"limit":[^,]*,\s*"value":)[^,]*/g,
      '$1',
    )
    .replaceAll(/ (?:time|timestamp)="[^"]*"/g, '')
    .replaceAll(/\b\d+(?:\.\d+)? s\./g, '')
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return withoutTimes(text).split('\n')
}
