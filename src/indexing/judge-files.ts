import type { Audience } from '../articles/index.ts'
import {
  type Article,
  type Compilation,
  compileArticle,
  compileForeign,
  type Flaw,
  idFromPath,
} from '../articles/index.ts'
import type { ReadFile } from './read-files.ts'

/** A changed file after compilation. */
export type Judged = Compilation & {
  path: string
  hash: string
  text: string | null
  /** The id it seems to have, where it could not be compiled. */
  claimedId: string | undefined
}

export type Mode = {
  assumeAudience?: Audience | undefined
  foreignIds: ReadonlyMap<string, string>
}

export function judgeFile(file: ReadFile, mode: Mode, now: Date): Judged {
  const { path, hash } = file
  if (file.flaw) {
    return {
      path,
      hash,
      text: null,
      claimedId: undefined,
      article: null,
      harmless: null,
      flaws: [file.flaw],
    }
  }
  const compilation =
    mode.assumeAudience === undefined
      ? compileArticle(file.text, { path, now })
      : compileForeign(file.text, {
          path,
          id: mode.foreignIds.get(path) ?? idFromPath(path),
          audience: mode.assumeAudience,
          now,
        })
  return { ...compilation, path, hash, text: file.text, claimedId: claimedId(file.text) }
}

/** Ids for files without front matter; where two paths give the same, both get a hash. */
export function foreignIds(paths: readonly string[]): Map<string, string> {
  const users = new Map<string, string[]>()
  for (const path of paths) {
    const id = idFromPath(path)
    users.set(id, [...(users.get(id) ?? []), path])
  }
  const ids = new Map<string, string>()
  for (const [id, same] of users) {
    for (const path of same) ids.set(path, same.length > 1 ? idFromPath(path, true) : id)
  }
  return ids
}

/**
 * Whether the file surely hides nothing, by a glance that may err on the careful side only where it matters
 * for speed: such files are compiled last, when all hidden text is known.
 */
export function looksPlain(text: string): boolean {
  const head = text.slice(0, 4_000)
  return (
    !/^(?:release|expires)\s*:/m.test(head) &&
    !/^audience\s*:\s*["']?internal/m.test(head) &&
    !text.includes(':::')
  )
}

/** The id a file claims, by a glance at its front matter. */
export function claimedId(text: string): string | undefined {
  return /^id\s*:\s*["']?([a-z0-9-]+)["']?\s*(?:#.*)?$/m.exec(text.slice(0, 4_000))?.[1]
}

export function duplicateFlaw(
  article: Pick<Article, 'id' | 'path'>,
  text: string | null,
  others: string[],
): Flaw {
  const line = (text ?? '')
    .slice(0, 4_000)
    .split(/\r\n|\n|\r/)
    .findIndex((row) => row.startsWith('id'))
  return {
    severity: 'error',
    rule: 'duplicate-id',
    message: `Another file has the same id: ${others.join(', ')}. None of them is served.`,
    file: article.path,
    line: Math.max(1, line + 1),
    column: 1,
    found: article.id,
    allowed: 'an id that no other file has',
  }
}
