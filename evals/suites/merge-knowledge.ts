import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AppError } from '../../src/errors.ts'

export type MergedKnowledge = { folder: string; remove(): Promise<void> }

/**
 * Several knowledge folders as one, in a temporary copy that may be written to. The first one is the desk;
 * of the others only the articles are taken, and those of its files that the first lacks.
 */
export async function mergeKnowledge(folders: readonly string[]): Promise<MergedKnowledge> {
  for (const folder of folders) {
    if (!existsSync(folder)) {
      throw new AppError('BAD_INPUT', `There is no folder '${folder}'.`, {
        hint: 'Name the knowledge folder with --knowledge DIR.',
      })
    }
  }
  const merged = await mkdtemp(join(tmpdir(), 'sidecue-eval-'))
  for (const [i, folder] of folders.entries()) {
    if (i === 0) await cp(folder, merged, { recursive: true })
    else await addFolder(folder, merged, `${i + 1}-${basename(folder)}`)
  }
  return { folder: merged, remove: () => rm(merged, { recursive: true, force: true }) }
}

async function addFolder(folder: string, merged: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const from = join(folder, entry)
    if (entry === 'articles') await cp(from, join(merged, 'articles', name), { recursive: true })
    else if (!existsSync(join(merged, entry)))
      await cp(from, join(merged, entry), { recursive: true })
  }
}
