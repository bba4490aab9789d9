import { existsSync, realpathSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { AppError } from '../../errors.ts'
import { git, runGit } from './run-git.ts'

/** A knowledge folder's place in its repository. */
export type Repository = {
  /** The work tree's top. */
  top: string
  /** The folder below it, with `/`; empty where it is the top itself. */
  prefix: string
}

export type Commit = {
  /** Whole object name. */
  id: string
  /** When it was committed. */
  at: string
}

/** Finds the repository that a knowledge folder is, or was, kept in. */
export async function findRepository(folder: string): Promise<Repository> {
  const wanted = resolve(folder)
  let from = wanted
  // Of a folder that is only in another version the nearest one that is there tells the repository.
  while (!existsSync(from)) from = dirname(from)
  const said = await git(from, ['rev-parse', '--show-toplevel'])
  const top = realpathSync(said.toString('utf8').replace(/\r?\n$/u, ''))
  const inside = relative(top, resolve(realpathSync(from), relative(from, wanted)))
  return { top, prefix: inside.split('\\').join('/') }
}

/** The commit that a revision names. Throws `BAD_INPUT` with what may be meant. */
export async function resolveRevision({ top }: Repository, revision: string): Promise<Commit> {
  const { status, stdout } = await runGit(top, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ])
  const id = stdout.toString('utf8').trim()
  if (status !== 0 || !/^[0-9a-f]{40,64}$/u.test(id)) throw await unknownRevision(top, revision)
  return readCommit(top, id)
}

async function readCommit(top: string, id: string): Promise<Commit> {
  const at = (await git(top, ['show', '-s', '--format=%cI', id])).toString('utf8').trim()
  return { id, at }
}

async function unknownRevision(top: string, revision: string): Promise<AppError> {
  // No repository at all, or one that is not trusted, is said first.
  await git(top, ['rev-parse', '--git-dir'])
  const isShallow = await isShallowClone(top)
  const names = (
    await git(top, [
      'for-each-ref',
      '--count=8',
      '--sort=-committerdate',
      '--format=%(refname:short)',
    ])
  )
    .toString('utf8')
    .split('\n')
    .filter((name) => name !== '')
  const known = names.length > 0 ? ` Known here: ${names.join(', ')}.` : ''
  const shallow =
    'This clone is shallow and has only the last commits: fetch the rest with git fetch --unshallow (in actions/checkout: fetch-depth: 0).'
  return new AppError('BAD_INPUT', `The repository has no revision '${revision}'.`, {
    hint: `${isShallow ? shallow : 'Name a branch, a tag or a commit; one of a remote has to be fetched first (git fetch).'}${known}`,
  })
}

export async function isShallowClone(top: string): Promise<boolean> {
  const said = await git(top, ['rev-parse', '--is-shallow-repository'])
  return said.toString('utf8').trim() === 'true'
}

/** The last commit that two have in common; null where they have none, or where it was cut off. */
export async function findMergeBase(
  { top }: Repository,
  one: Commit,
  other: Commit,
): Promise<Commit | null> {
  const { status, stdout } = await runGit(top, ['merge-base', one.id, other.id])
  const id = stdout.toString('utf8').trim()
  return status === 0 && id !== '' ? readCommit(top, id) : null
}

/** The newest commit of a revision's own line that was there at an instant; null where it begins later. */
export async function commitAt(
  repository: Repository,
  revision: string,
  instant: Date,
): Promise<Commit | null> {
  const tip = await resolveRevision(repository, revision)
  const { stdout } = await runGit(repository.top, [
    'rev-list',
    '--first-parent',
    '-1',
    `--before=${instant.toISOString()}`,
    tip.id,
  ])
  const id = stdout.toString('utf8').trim()
  return id === '' ? null : readCommit(repository.top, id)
}
