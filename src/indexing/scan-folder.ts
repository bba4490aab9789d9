import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Flaw } from '../articles/index.ts'
import { AppError } from '../errors.ts'
import { fileFlaw } from './file-flaws.ts'
import { hashFile } from './read-files.ts'
import { type FoundFile, walkFolder } from './walk-folder.ts'

export type ScannedFile = FoundFile & { hash: string }

export type Scan = { files: ScannedFile[]; flaws: Flaw[] }

type OnProgress = (progress: { phase: string; done: number; total: number }) => void

/** Other work of the process goes on after so many files. */
const FILES_AT_ONCE = 200

/** Finds and hashes the markdown of a knowledge folder: `articles/`, or all of it where it is foreign. */
export async function scanFolder(
  folder: string,
  isForeign: boolean,
  onProgress?: OnProgress,
): Promise<Scan> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new AppError('BAD_INPUT', `There is no folder '${folder}'.`, {
      hint: 'Name the knowledge folder with --knowledge DIR.',
    })
  }
  const below = isForeign ? '' : 'articles'
  const walk = existsSync(join(folder, below))
    ? walkFolder(folder, below)
    : { files: [], flaws: [] }
  const flaws = [...walk.flaws]
  if (walk.files.length === 0 && flaws.length === 0) {
    flaws.push(
      fileFlaw(below === '' ? '.' : below, 'folder-empty', 'There is no article in the folder.', {
        found: 'no .md file',
        allowed: 'one markdown file for each article',
      }),
    )
  }
  const files: ScannedFile[] = []
  for (const file of walk.files) {
    files.push({ ...file, hash: hashFile(file) })
    if (files.length % FILES_AT_ONCE !== 0) continue
    onProgress?.({ phase: 'reading', done: files.length, total: walk.files.length })
    await nextTurn()
  }
  return { files, flaws }
}
