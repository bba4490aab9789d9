import { AppError } from '../../errors.ts'
import type { Commit, Repository } from './repository.ts'
import { git, runGit } from './run-git.ts'

/** A file of a folder as a commit has it. */
export type TreeFile = {
  /** Below the folder, with `/`. */
  path: string
  /** The content's object name. */
  blob: string
  /** Of a symbolic link the content is its target. */
  kind: 'file' | 'link'
  bytes: number
}

/** The files of a folder in a commit, by path. Throws `BAD_INPUT` where the commit has no such folder. */
export async function readTree(
  repository: Repository,
  commit: Commit,
  prefix = repository.prefix,
): Promise<TreeFile[]> {
  const tree = prefix === '' ? `${commit.id}^{tree}` : `${commit.id}:${prefix}`
  const { status, stdout } = await runGit(repository.top, ['ls-tree', '-r', '-z', '-l', tree])
  if (status !== 0) throw await missingFolder(repository, commit, prefix)
  return parseTree(stdout)
}

/** Parses what `git ls-tree -r -z -l` prints. Names that are no UTF-8, submodules and paths that climb are left out. */
export function parseTree(listing: Buffer): TreeFile[] {
  const files: TreeFile[] = []
  for (let at = 0; at < listing.length; ) {
    const end = listing.indexOf(0, at)
    const row = listing.subarray(at, end < 0 ? listing.length : end)
    at = end < 0 ? listing.length : end + 1
    const tab = row.indexOf(9)
    const [mode = '', , blob = '', size = ''] = row.subarray(0, tab).toString('latin1').split(/ +/u)
    const path = decodeName(row.subarray(tab + 1))
    const kind = mode === '120000' ? 'link' : mode.startsWith('100') ? 'file' : null
    if (kind === null || path === null || !isInside(path)) continue
    files.push({ path, blob, kind, bytes: Number(size) })
  }
  return files
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeName(name: Buffer): string | null {
  try {
    return strict.decode(name)
  } catch {
    return null
  }
}

/** A tree that somebody made by hand can hold such names. */
function isInside(path: string): boolean {
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git')
}

/** The contents of many objects, by their names. */
export async function readBlobs(
  { top }: Repository,
  names: readonly string[],
): Promise<Map<string, Buffer>> {
  const blobs = new Map<string, Buffer>()
  const wanted = [...new Set(names)]
  if (wanted.length === 0) return blobs
  const out = await git(top, ['cat-file', '--batch'], `${wanted.join('\n')}\n`)
  let at = 0
  for (const name of wanted) {
    const end = out.indexOf(10, at)
    const [, kind, size] = out.subarray(at, end).toString('latin1').split(' ')
    if (kind === undefined || size === undefined) throw missingObject(name)
    const start = end + 1
    blobs.set(name, out.subarray(start, start + Number(size)))
    at = start + Number(size) + 1
  }
  return blobs
}

function missingObject(name: string): AppError {
  return new AppError('BAD_INPUT', `The repository lacks object ${name}.`, {
    hint: 'A partial clone gets it with git fetch; otherwise git fsck says what is damaged.',
  })
}

async function missingFolder(
  repository: Repository,
  commit: Commit,
  prefix: string,
): Promise<AppError> {
  const others = await findKnowledgeFolders(repository, commit)
  const name = prefix === '' ? '.' : prefix
  const hint =
    others.length > 0
      ? `It has ${others.map((other) => `'${other}'`).join(', ')}: name it with --base-knowledge DIR if the folder was renamed.`
      : 'Name a revision in which the folder was there already.'
  return new AppError('BAD_INPUT', `Commit ${commit.id.slice(0, 12)} has no folder '${name}'.`, {
    hint,
  })
}

/** Folders of a commit that look like a knowledge folder. */
async function findKnowledgeFolders({ top }: Repository, { id }: Commit): Promise<string[]> {
  const files = parseTree(await git(top, ['ls-tree', '-r', '-z', '-l', `${id}^{tree}`]))
  const folders = files.flatMap(({ path }) => {
    const match = /^(?:(.*)\/)?(?:desk\.yml|articles\/.+\.(?:md|markdown))$/iu.exec(path)
    return match ? [match[1] ?? '.'] : []
  })
  return [...new Set(folders)].slice(0, 5)
}
