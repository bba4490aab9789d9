import { access, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../errors.ts'
import type { ImportedArticle } from './types.ts'

const SHOWN = 5

/**
 * Puts articles and pictures into the destination: all of them or none. What is there already is never written over.
 * They are written beside it first; a new folder then appears at once, into an old one they are moved one by one and
 * taken back if that fails.
 */
export async function writeArticles(
  articles: readonly ImportedArticle[],
  place: { root: string; destination: string },
): Promise<void> {
  const { root, destination } = place
  const files = articles.flatMap(({ file, images }) => [file, ...images.map(({ to }) => to)])
  const taken = await existing(files.map((file) => join(destination, file)))
  if (taken.length > 0) throw alreadyThere(taken)
  const parent = dirname(destination)
  await mkdir(parent, { recursive: true })
  const staging = await mkdtemp(join(parent, `.${basename(destination)}-import-`))
  try {
    for (const { file, markdown, images } of articles) {
      await put(join(staging, file), (path) => writeFile(path, markdown, { flag: 'wx' }))
      for (const image of images)
        await put(join(staging, image.to), (path) =>
          'file' in image ? copyFile(join(root, image.file), path) : writeFile(path, image.bytes),
        )
    }
    if (await isThere(destination)) await moveInto(staging, destination, files)
    else await rename(staging, destination)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function put(path: string, write: (path: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await write(path)
}

async function moveInto(
  staging: string,
  destination: string,
  files: readonly string[],
): Promise<void> {
  const moved: string[] = []
  try {
    for (const file of files) {
      const target = join(destination, file)
      await mkdir(dirname(target), { recursive: true })
      await rename(join(staging, file), target)
      moved.push(target)
    }
  } catch (error) {
    for (const file of moved) await rm(file, { force: true })
    throw error
  }
}

async function existing(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) if (await isThere(path)) found.push(path)
  return found
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function alreadyThere(files: readonly string[]): AppError {
  const shown = files.slice(0, SHOWN).join(', ')
  const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more` : ''
  return new AppError('CONFLICT', `${files.length} files are there already: ${shown}${more}.`, {
    hint: 'Nothing was written. Import into a new folder, or move these away first.',
    place: { file: files[0] as string },
  })
}
