import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { posix, relative, sep } from 'node:path'

/** When a file was last committed, in seconds since 1970; undefined where nobody knows. */
export type ChangedAt = (path: string) => number | undefined

/** Commits looked back through. */
const COMMITS = 2_000

/**
 * The times of the last commits of the files of a folder, read at the first question. Without git, or outside of a
 * repository, nothing is known.
 */
export function changedAt(folder: string): ChangedAt {
  let known: ReadonlyMap<string, number> | undefined
  return (path) => {
    known ??= readLog(folder)
    return known.get(path)
  }
}

function readLog(folder: string): Map<string, number> {
  const times = new Map<string, number>()
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', ['-C', folder, ...args], {
        encoding: 'utf8',
        maxBuffer: 256 * 1024 * 1024,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    const top = git('rev-parse', '--show-toplevel').trim()
    const prefix = relative(realpathSync(top), realpathSync(folder)).split(sep).join('/')
    const log = git('log', `-n${COMMITS}`, '--format=%x00%ct', '--name-only', '-z', '--', '.')
    let time = 0
    for (const entry of log.split('\0')) {
      const name = entry.replace(/^\n/, '')
      if (/^\d{9,11}$/.test(name)) time = Number(name)
      else if (name !== '' && time > 0) {
        const path = prefix === '' ? name : posix.relative(prefix, name)
        if (!times.has(path)) times.set(path, time)
      }
    }
  } catch {
    // No git, or no repository.
  }
  return times
}
