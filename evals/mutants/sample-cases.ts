import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** What cases differ by; the same values make a stratum. */
const STRATA = ['lang', 'kind', 'channel', 'goal', 'category', 'verdict', 'fires', 'label', 'desk']

/** Rows that belong to all cases. */
const WHOLE = /(?:^|\/)fixtures\.jsonl$/
const ROWS = /\.jsonl(?:\.gz)?$/

export type Sample = { folder: string; ids: Set<string> }

/**
 * Copies a folder of cases with a share of each stratum, at least one: the same ones each time, those with the smallest hash of
 * their id. Returns the ids taken.
 */
export async function sampleCases(from: string, to: string, share: number): Promise<Sample> {
  const ids = new Set<string>()
  // Settings, fixtures and lists in YAML, which are short, come along whole.
  await cp(from, to, { recursive: true, filter: (file) => !ROWS.test(file) || WHOLE.test(file) })
  for (const name of (await readdir(from, { recursive: true })).sort()) {
    if (ROWS.test(name) && !WHOLE.test(name)) {
      const target = join(to, name.replace(/\.gz$/, ''))
      const rows = readRows(await readFile(join(from, name)), name)
      const taken = takeShare(rows, share)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, taken.map(({ line }) => `${line}\n`).join(''))
      for (const { row } of taken) ids.add(String(row.id))
    }
  }
  return { folder: to, ids }
}

type Row = { line: string; row: Record<string, unknown> }

function readRows(bytes: Buffer, name: string): Row[] {
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ line, row: JSON.parse(line) as Record<string, unknown> }))
}

/** In the order of the file. */
export function takeShare<T extends { row: Record<string, unknown> }>(
  rows: readonly T[],
  share: number,
): T[] {
  const strata = Map.groupBy(rows, ({ row }) => STRATA.map((key) => row[key] ?? '').join('\n'))
  const taken = [...strata.values()].flatMap((list) =>
    list
      .map((one) => ({ one, hash: hashOf(one.row) }))
      .sort((a, b) => (a.hash < b.hash ? -1 : 1))
      .slice(0, Math.max(1, Math.round(list.length * share)))
      .map(({ one }) => one),
  )
  const kept = new Set(taken)
  return rows.filter((one) => kept.has(one))
}

function hashOf(row: Record<string, unknown>): string {
  return createHash('sha256').update(String(row.id)).digest('hex')
}

/** The lines of a baseline that are of these cases, below its first line. A case of several steps is `id@step`. */
export async function sampleBaseline(
  from: string,
  to: string,
  ids: ReadonlySet<string>,
): Promise<void> {
  const [head, ...rows] = (await readFile(from, 'utf8')).split('\n')
  const own = rows.filter((line) => {
    if (line === '') return false
    const { id } = JSON.parse(line) as { id: string }
    return ids.has(id) || ids.has(id.replace(/@[^@]*$/, ''))
  })
  await mkdir(dirname(to), { recursive: true })
  await writeFile(to, [head, ...own].map((line) => `${line}\n`).join(''))
}
