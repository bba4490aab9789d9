import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../errors.ts'

/** A file of the source, by its path below the source folder with `/`. */
export type SourceFile = { path: string; bytes: Uint8Array }

const MAX_BYTES = 50_000_000

/** Files with one of these endings at or below a path, in order of their names; hidden ones are left out. */
export async function findFiles(
  source: string,
  endings: readonly string[],
): Promise<{ root: string; files: SourceFile[] }> {
  const kind = await stat(source).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
    throw new AppError('BAD_INPUT', `There is no ${source}.`, { cause })
  })
  const root = kind.isDirectory() ? source : dirname(source)
  const names = kind.isDirectory() ? await walk(source) : [basename(source)]
  const wanted = names.filter((name) =>
    endings.some((ending) => name.toLowerCase().endsWith(ending)),
  )
  if (wanted.length === 0)
    throw new AppError('BAD_INPUT', `${source} holds nothing to import.`, {
      hint: `Looked for ${endings.join(', ')}.`,
    })
  const files: SourceFile[] = []
  for (const path of wanted.sort()) files.push({ path, bytes: await read(root, path) })
  return { root, files }
}

async function walk(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.replace(/\/+$/u, '').length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
}

async function read(root: string, path: string): Promise<Uint8Array> {
  const file = join(root, path)
  const { size } = await stat(file)
  if (size > MAX_BYTES)
    throw new AppError('BAD_INPUT', `The file has ${size} bytes.`, {
      place: { file: path },
      hint: `At most ${MAX_BYTES} are read at once; split it.`,
    })
  return readFile(file)
}
