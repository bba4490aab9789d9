import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findConflicts } from '../../articles/conflict-markers.ts'
import { mapLines } from '../../articles/flaws.ts'
import type { Flaw } from '../../errors.ts'
import { claimedId } from '../../indexing/judge-files.ts'
import { readBlobs } from '../history/read-tree.ts'
import type { Sides } from './open-sides.ts'
import type { FileChange } from './types.ts'

const ARTICLE = /^articles\/.+\.(?:md|markdown)$/iu

/** Ids that the head took and that came to the base meanwhile in another file: after the merge neither would be served. */
export async function findCollisions(
  { repository, meanwhile, base, head }: Sides,
  changes: readonly FileChange[],
): Promise<Flaw[]> {
  const others = meanwhile.filter(({ path, kind }) => kind === 'file' && ARTICLE.test(path))
  if (others.length === 0) return []
  const blobs = await readBlobs(
    repository,
    others.map(({ blob }) => blob),
  )
  const taken = new Map<string, string>()
  for (const { path, blob } of others) {
    const id = claimedId(blobs.get(blob)?.toString('utf8') ?? '')
    if (id !== undefined) taken.set(id, path)
  }
  const flaws: Flaw[] = []
  for (const { path, status } of changes) {
    if (status === 'removed' || !ARTICLE.test(path)) continue
    const source = await readFile(join(head.folder, path), 'utf8').catch(() => '')
    const id = claimedId(source)
    const other = id === undefined ? undefined : taken.get(id)
    if (id === undefined || other === undefined || other === path) continue
    flaws.push({
      severity: 'error',
      rule: 'duplicate-id',
      message: `'${base.name.revision}' has an article with the same id meanwhile: ${other}. After the merge neither of them is served.`,
      file: path,
      line: Math.max(1, source.split(/\r\n|\n|\r/u).findIndex((row) => row.startsWith('id')) + 1),
      column: 1,
      found: id,
      allowed: 'an id that no other file has',
    })
  }
  return flaws
}

/** Conflicts of a merge that were left in the desk's files; those in articles are among the articles' own flaws. */
export async function deskConflicts(
  folder: string,
  changes: readonly FileChange[],
): Promise<Flaw[]> {
  const flaws: Flaw[] = []
  for (const { path, status } of changes) {
    if (status === 'removed' || ARTICLE.test(path)) continue
    const source = await readFile(join(folder, path), 'utf8').catch(() => '')
    flaws.push(...findConflicts(source, path, mapLines(source)))
  }
  return flaws
}
