import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from './types.ts'

/** Raise it when a page comes out differently of the same file. */
export const PAGE_VERSION = 1

/** What was found out about files before, by their content. */
export type PageCache = {
  /** Undefined where the file changed, or one of its instants passed. */
  get(path: string, digest: string): Page | undefined
  /** The hidden text that all pages were compared with. */
  hiddenKeys: ReadonlySet<string>
  /** Keeps these pages, and no others. */
  save(pages: readonly Page[], hiddenKeys: ReadonlySet<string>): void
}

type Kept = { settings: string; now: string; hiddenKeys: string[] }

/**
 * Pages of one folder under one set of settings, in a file of `dataDir`. A cache that cannot be read, or was made
 * under other settings, is an empty one; one that cannot be written costs time and nothing else.
 */
export function openPageCache(
  dataDir: string | null,
  scope: { folder: string; settings: string; now: Date },
): PageCache {
  const settings = `${PAGE_VERSION} ${scope.settings}`
  const name = `lint-${hash('sha256', scope.folder, 'hex').slice(0, 12)}.jsonl`
  const file = dataDir === null ? null : join(dataDir, 'lint', name)
  const rows = file === null ? [] : readRows(file)
  const kept = parse<Kept>(rows[0])
  const isUsable = kept?.settings === settings
  const before = isUsable ? Date.parse(kept.now) : Number.NaN
  const texts = new Map<string, string>()
  if (isUsable) for (const row of rows.slice(1)) texts.set(keyIn(row), row)
  return {
    hiddenKeys: new Set(isUsable ? kept.hiddenKeys : []),
    get(path, digest) {
      const row = texts.get(`${digest} ${path}`)
      const page = row === undefined ? undefined : parse<Page>(row.slice(row.indexOf('\t') + 1))
      if (page === undefined) return undefined
      const isSame = (at: string): boolean => isPast(at, before) === isPast(at, scope.now.getTime())
      return page.instants.every(isSame) ? page : undefined
    },
    save(pages, hiddenKeys) {
      if (file === null) return
      const first: Kept = { settings, now: scope.now.toISOString(), hiddenKeys: [...hiddenKeys] }
      const lines = [JSON.stringify(first)]
      for (const page of pages) lines.push(`${page.hash} ${page.path}\t${JSON.stringify(page)}`)
      writeWhole(file, `${lines.join('\n')}\n`)
    },
  }
}

function isPast(instant: string, now: number): boolean {
  return Date.parse(instant) <= now
}

function keyIn(row: string): string {
  return row.slice(0, row.indexOf('\t'))
}

function readRows(file: string): string[] {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  } catch {
    // Unreadable: as if there were none.
    return []
  }
}

function parse<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as T
  } catch {
    // Cut off by a full disk, say.
    return undefined
  }
}

/** Another run never sees half a file. */
function writeWhole(file: string, text: string): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true })
    const part = `${file}.${process.pid}`
    writeFileSync(part, text)
    renameSync(part, file)
  } catch {
    // A folder that cannot be written: the next run takes as long as this one.
  }
}
