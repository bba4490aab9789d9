import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Flaw } from '../articles/index.ts'
import { fileFlaw } from './file-flaws.ts'

/** A markdown file below the folder that may be read. */
export type FoundFile = { path: string; absolute: string; size: number }

export type Walk = { files: FoundFile[]; flaws: Flaw[] }

/** A larger file is no article; contracts and tests speak of 5 MB, tables of whole manuals stay below 1. */
export const MAX_BYTES = 1_000_000

const SKIPPED_FOLDERS = new Set(['node_modules'])

/**
 * Finds the markdown files below `root/below`, in the order of their paths, which are given below `root` and
 * with `/`. Symbolic links are followed as long as they stay inside `root`.
 */
export function walkFolder(root: string, below: string): Walk {
  const files: FoundFile[] = []
  const flaws: Flaw[] = []
  const inside = realpathSync(root)
  const entered = new Set<string>()
  enter(join(root, below), below)
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), flaws }

  function enter(folder: string, path: string): void {
    const real = realpathSync(folder)
    if (entered.has(real)) return
    entered.add(real)
    let entries: Dirent[]
    try {
      entries = readdirSync(folder, { withFileTypes: true })
    } catch (error) {
      flaws.push(unreadable(path, error))
      return
    }
    for (const entry of entries) {
      const inner = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.name.startsWith('.') || SKIPPED_FOLDERS.has(entry.name)) continue
      visit(join(folder, entry.name), inner, entry)
    }
  }

  function visit(absolute: string, path: string, entry: Dirent): void {
    const isMarkdown = /\.(?:md|markdown)$/i.test(path)
    if (entry.isSymbolicLink()) {
      const real = targetOf(absolute)
      if (real === undefined) {
        if (isMarkdown) flaws.push(unreadable(path, new Error('the link leads nowhere')))
        return
      }
      if (real !== inside && !real.startsWith(inside + sep)) {
        flaws.push(
          fileFlaw(
            path,
            'link-leaves-folder',
            'The symbolic link leads out of the knowledge folder.',
            {
              found: 'a target outside',
              allowed: 'a file inside the folder',
            },
          ),
        )
        return
      }
    }
    let isFolder = entry.isDirectory()
    let size = 0
    try {
      const stats = statSync(absolute)
      isFolder = stats.isDirectory()
      size = stats.size
      if (!isFolder && !stats.isFile()) return
    } catch (error) {
      if (isMarkdown) flaws.push(unreadable(path, error))
      return
    }
    if (isFolder) enter(absolute, path)
    else if (isMarkdown) files.push({ path, absolute, size })
  }
}

function targetOf(absolute: string): string | undefined {
  try {
    return realpathSync(absolute)
  } catch {
    return undefined
  }
}

function unreadable(path: string, error: unknown): Flaw {
  const code = (error as NodeJS.ErrnoException).code ?? 'a broken link'
  return fileFlaw(path, 'unreadable', 'The file cannot be read.', {
    found: code,
    allowed: 'a file that this process may read',
  })
}
