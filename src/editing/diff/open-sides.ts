import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '../../errors.ts'
import { readTree, type TreeFile } from '../history/read-tree.ts'
import {
  type Commit,
  findMergeBase,
  findRepository,
  type Repository,
  resolveRevision,
} from '../history/repository.ts'
import { git } from '../history/run-git.ts'
import { writeSnapshot } from '../history/snapshot.ts'
import type { DiffNote, VersionName } from './types.ts'

export type SideOptions = {
  knowledgeDir: string
  /** Where the folder was in the base, below the repository; the same place when left out. */
  baseKnowledge?: string | undefined
  base: string
  /** The work tree when left out. */
  head?: string | undefined
  /** Compare with the base itself although it has gone on since the head left it. */
  isExact?: boolean
}

/** One of the two versions, as a folder that can be read. */
export type Side = { name: VersionName; folder: string }

export type Sides = {
  repository: Repository
  base: Side
  head: Side
  notes: DiffNote[]
  /** Files that came to the base after the head left it: both will be there after the merge. */
  meanwhile: TreeFile[]
  remove(): Promise<void>
}

/** Finds both versions and lays them out as folders; the work tree is only read. Throws `BAD_INPUT`. */
export async function openSides(options: SideOptions): Promise<Sides> {
  const repository = await findRepository(options.knowledgeDir)
  const asked = await resolveRevision(repository, options.base)
  const tip = options.head === undefined ? null : await resolveRevision(repository, options.head)
  const { commit, notes } = await whereToCompare(repository, asked, tip, options)
  const prefix = options.baseKnowledge ?? repository.prefix
  const files = await readTree(repository, commit, prefix)
  const snapshots = [await writeSnapshot(repository, files)]
  const remove = async (): Promise<void> => {
    for (const snapshot of snapshots) await snapshot.remove()
  }
  try {
    const base = {
      name: { revision: options.base, ...nameOf(commit), folder: prefix },
      folder: snapshots[0]!.folder,
    }
    const head = await openHead()
    const meanwhile =
      commit.id === asked.id ? [] : await filesSince(repository, files, asked, prefix)
    return { repository, base, head, notes, meanwhile, remove }
  } catch (error) {
    await remove()
    throw error
  }

  async function openHead(): Promise<Side> {
    const folder = repository.prefix
    if (tip === null) {
      if (!existsSync(options.knowledgeDir)) throw noFolder(options.knowledgeDir)
      const none = { revision: null, commit: null, committedAt: null }
      return { name: { ...none, folder }, folder: resolve(options.knowledgeDir) }
    }
    const snapshot = await writeSnapshot(repository, await readTree(repository, tip))
    snapshots.push(snapshot)
    const name = { revision: options.head ?? null, ...nameOf(tip), folder }
    return { name, folder: snapshot.folder }
  }
}

function nameOf({ id, at }: Commit): Pick<VersionName, 'commit' | 'committedAt'> {
  return { commit: id, committedAt: at }
}

function noFolder(folder: string): AppError {
  return new AppError('BAD_INPUT', `There is no folder '${folder}' in the work tree.`, {
    hint: 'Name the knowledge folder with --knowledge DIR, or a version that has it with --head REV.',
  })
}

/** A base that has gone on would show its own news as taken back: the two are compared from where they parted. */
async function whereToCompare(
  repository: Repository,
  asked: Commit,
  tip: Commit | null,
  { base, isExact = false }: SideOptions,
): Promise<{ commit: Commit; notes: DiffNote[] }> {
  if (isExact) return { commit: asked, notes: [] }
  const head = tip ?? (await resolveRevision(repository, 'HEAD'))
  const parted = await findMergeBase(repository, asked, head)
  if (parted === null || parted.id === asked.id) return { commit: asked, notes: [] }
  const range = `${parted.id}..${asked.id}`
  const count = await git(repository.top, ['rev-list', '--count', range])
  const behind = Number(count.toString('utf8').trim())
  return { commit: parted, notes: [{ kind: 'merge-base', asked: base, used: parted.id, behind }] }
}

async function filesSince(
  repository: Repository,
  before: readonly TreeFile[],
  commit: Commit,
  prefix: string,
): Promise<TreeFile[]> {
  const known = new Set(before.map(({ path, blob }) => `${blob} ${path}`))
  const files = await readTree(repository, commit, prefix).catch(() => [])
  return files.filter(({ path, blob }) => !known.has(`${blob} ${path}`))
}
