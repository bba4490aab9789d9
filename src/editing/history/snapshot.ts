import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'
import { readBlobs, type TreeFile } from './read-tree.ts'
import type { Repository } from './repository.ts'

/** A knowledge folder as a commit has it, in a temporary folder. */
export type Snapshot = { folder: string; remove(): Promise<void> }

/**
 * Writes files of a commit out, byte for byte. The work tree stays as it is. A symbolic link that leads out of the
 * folder is left out.
 */
export async function writeSnapshot(
  repository: Repository,
  files: readonly TreeFile[],
): Promise<Snapshot> {
  const folder = await mkdtemp(join(tmpdir(), 'sidecue-snapshot-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const blobs = await readBlobs(
      repository,
      files.map(({ blob }) => blob),
    )
    const folders = new Set(files.map(({ path }) => dirname(join(folder, path))))
    for (const one of folders) await mkdir(one, { recursive: true })
    await Promise.all(files.filter(({ kind }) => kind === 'file').map(write))
    // Links last: none of the files was written through one.
    await Promise.all(files.filter(({ kind }) => kind === 'link').map(link))

    function write({ path, blob }: TreeFile): Promise<void> {
      return writeFile(join(folder, path), blobs.get(blob) ?? '')
    }

    async function link({ path, blob }: TreeFile): Promise<void> {
      const target = blobs.get(blob)?.toString('utf8') ?? ''
      const leads = normalize(join(dirname(path), target))
      if (target.startsWith('/') || leads === '..' || leads.startsWith('../')) return
      await symlink(target, join(folder, path))
    }
  } catch (error) {
    await remove()
    throw error
  }
  return { folder, remove }
}
