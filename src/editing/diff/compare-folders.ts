import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { claimedId } from '../../indexing/judge-files.ts'
import { scanFolder } from '../../indexing/scan-folder.ts'
import type { FileChange } from './types.ts'

/** How two knowledge folders differ, file by file. */
export type FolderChanges = {
  files: FileChange[]
  /** All articles of each, below the folder: their contents by hash, in order. */
  base: ReadonlyMap<string, string>
  head: ReadonlyMap<string, string>
  isDeskChanged: boolean
}

/** What an answer follows from besides the articles. */
const DESK_FILES = ['desk.yml', 'taxonomy.yml', 'warnings.yml', 'glossary.yml']

export async function compareFolders(base: string, head: string): Promise<FolderChanges> {
  const [before, after] = [await hashesOf(base), await hashesOf(head)]
  const desk = await deskChanges(base, head)
  const articles = await articleChanges(base, head, before, after)
  return {
    files: [...desk, ...articles],
    base: before,
    head: after,
    isDeskChanged: desk.length > 0,
  }
}

async function hashesOf(folder: string): Promise<Map<string, string>> {
  const { files } = await scanFolder(folder, false)
  return new Map(files.map(({ path, hash }) => [path, hash]))
}

async function deskChanges(base: string, head: string): Promise<FileChange[]> {
  const phrases = async (folder: string) =>
    (await readdir(join(folder, 'phrases')).catch(() => []))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `phrases/${name}`)
  const names = new Set([...DESK_FILES, ...(await phrases(base)), ...(await phrases(head))])
  const changes: FileChange[] = []
  for (const path of [...names].sort()) {
    const [before, after] = await Promise.all([base, head].map((folder) => readIf(folder, path)))
    if (before === after) continue
    changes.push({
      path,
      status: before === null ? 'added' : after === null ? 'removed' : 'changed',
    })
  }
  return changes
}

async function readIf(folder: string, path: string): Promise<string | null> {
  return readFile(join(folder, path), 'latin1').catch(() => null)
}

async function articleChanges(
  base: string,
  head: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<FileChange[]> {
  const gone = [...before.keys()].filter((path) => !after.has(path))
  const came = [...after.keys()].filter((path) => !before.has(path))
  const moved = await findMoved(base, head, gone, came, before, after)
  const from = new Set(moved.values())
  return [
    ...[...after.keys()].flatMap((path): FileChange[] => {
      const origin = moved.get(path)
      if (origin !== undefined) return [{ path, status: 'renamed', from: origin }]
      const known = before.get(path)
      if (known === undefined) return [{ path, status: 'added' }]
      return known === after.get(path) ? [] : [{ path, status: 'changed' }]
    }),
    ...gone
      .filter((path) => !from.has(path))
      .map((path): FileChange => ({ path, status: 'removed' })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** New path → the one it had: the same content, or else the same id. */
async function findMoved(
  base: string,
  head: string,
  gone: readonly string[],
  came: readonly string[],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const moved = new Map<string, string>()
  if (gone.length === 0 || came.length === 0) return moved
  const byHash = new Map(gone.map((path) => [before.get(path), path]))
  const byId = new Map<string, string>()
  for (const path of gone) {
    const id = claimedId((await readIf(base, path)) ?? '')
    if (id !== undefined) byId.set(id, path)
  }
  const used = new Set<string>()
  for (const path of came) {
    const id = claimedId((await readIf(head, path)) ?? '')
    const origin = byHash.get(after.get(path)) ?? (id === undefined ? undefined : byId.get(id))
    if (origin === undefined || used.has(origin)) continue
    used.add(origin)
    moved.set(path, origin)
  }
  return moved
}
