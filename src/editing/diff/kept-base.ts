import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sourcesHash } from './own-sources.ts'
import { IndexedText } from './read-index.ts'
import type { Told } from './types.ts'

/** Versions kept, the last used ones. */
const MOST = 3

/** What was made of one version of the articles before, by their content. Everything in it can be made anew. */
export type KeptBase = {
  folder: string
}

/** The place for a version: named by its articles and by the program. Older ones make room. */
export async function keptBase(dataDir: string, articles: readonly string[]): Promise<KeptBase> {
  const place = join(dataDir, 'diff')
  const sum = createHash('sha256').update(await sourcesHash())
  for (const one of articles) sum.update(`${one}\n`)
  const folder = join(place, sum.digest('hex').slice(0, 24))
  // Internal text lies in it.
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const now = new Date()
  await utimes(folder, now, now)
  await makeRoom(place, folder)
  return { folder }
}

async function makeRoom(place: string, used: string): Promise<void> {
  const folders = (await readdir(place)).map((name) => join(place, name))
  const dated = await Promise.all(
    folders.map(async (folder) => ({ folder, at: (await stat(folder)).mtimeMs })),
  )
  const old = dated.toSorted((a, b) => b.at - a.at).slice(MOST)
  for (const { folder } of old) {
    if (folder !== used) await rm(folder, { recursive: true, force: true })
  }
}

export function readIndex({ folder }: KeptBase): Promise<Uint8Array<ArrayBuffer> | null> {
  return readFile(join(folder, 'index.tar')).then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  )
}

export function keepIndex(kept: KeptBase, archive: Uint8Array): Promise<void> {
  return write(kept, 'index.tar', archive)
}

/** When the version changes by itself; null: not known yet. */
export function readKeptHorizons(kept: KeptBase): Promise<string[] | null> {
  return readJson(kept, 'horizons.json', (value) => value as string[])
}

export function keepHorizons(kept: KeptBase, horizons: readonly string[]): Promise<void> {
  return write(kept, 'horizons.json', JSON.stringify(horizons))
}

/** Names the state that a version is in at an instant: it stays until the next horizon. */
export function stateAt(horizons: readonly string[], at: Date): string {
  const passed = horizons.filter((instant) => Date.parse(instant) <= at.getTime())
  return String(passed.length)
}

export function readKeptText(kept: KeptBase, state: string): Promise<IndexedText | null> {
  return readJson(kept, `text-${state}.json`, (value) => IndexedText.parse(value))
}

export function keepText(kept: KeptBase, state: string, text: IndexedText): Promise<void> {
  return write(kept, `text-${state}.json`, JSON.stringify(text))
}

/** Answers are kept for a desk: phrases and terms are in them. */
export function readAnswers(kept: KeptBase, name: string): Promise<Map<string, Told>> {
  return readJson(kept, `answers-${name}.json`, (value) => new Map(value as [string, Told][])).then(
    (answers) => answers ?? new Map(),
  )
}

export function keepAnswers(
  kept: KeptBase,
  name: string,
  answers: ReadonlyMap<string, Told>,
): Promise<void> {
  return write(kept, `answers-${name}.json`, JSON.stringify([...answers]))
}

/** What cannot be read is not there. */
async function readJson<T>(
  { folder }: KeptBase,
  name: string,
  read: (value: unknown) => T,
): Promise<T | null> {
  try {
    return read(JSON.parse(await readFile(join(folder, name), 'utf8')))
  } catch {
    return null
  }
}

/** Whole or not at all: another run may read it meanwhile. */
async function write(
  { folder }: KeptBase,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const partial = join(folder, `${name}.${process.pid}-${crypto.randomUUID().slice(0, 8)}.part`)
  await writeFile(partial, content, { mode: 0o600 })
  await rename(partial, join(folder, name))
}
