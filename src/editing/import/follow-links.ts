import { posix } from 'node:path'

/** Kinds of address that do nothing but lead somewhere. */
const HARMLESS = /^(?:https?|mailto|tel):/iu
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/iu

/**
 * What a link may be known by: a record number of the help centre where the address has one, else the address without
 * query and anchor. Relative ones are meant from `base`.
 */
export function addressKey(url: string, base: string): string {
  const bare = url.replace(/[?#].*$/su, '')
  const record = /\/articles\/(\d+)/u.exec(bare)?.[1]
  if (record !== undefined) return `article:${record}`
  if (HAS_SCHEME.test(bare) || bare.startsWith('//')) return bare.replace(/\/$/u, '').toLowerCase()
  return joinPath(base, bare)
}

/** A path below the source folder; it begins with `..` where it leads out of it. */
export function joinPath(base: string, path: string): string {
  let plain = path
  try {
    plain = decodeURIComponent(path)
  } catch {
    // Not an encoded path: taken as it stands.
  }
  return posix.normalize(
    plain.startsWith('/') ? plain.slice(1) : posix.join(base, plain.replaceAll('\\', '/')),
  )
}

export type LinkFate =
  | { kind: 'keep'; url: string }
  | { kind: 'anchor'; id: string }
  | { kind: 'drop'; why: 'empty' | 'unsafe' | 'dead' }

/** Where a link of a page leads after the import; `fileOf` knows the other pages. */
export function followLink(
  url: string,
  from: { base: string; file: string },
  fileOf: (address: string) => string | undefined,
): LinkFate {
  const trimmed = url.replaceAll(/[\p{Cc}\s]+/gu, (space) => (space === ' ' ? ' ' : '')).trim()
  if (trimmed === '' || trimmed === '#') return { kind: 'drop', why: 'empty' }
  if (trimmed.startsWith('#')) return { kind: 'anchor', id: trimmed.slice(1) }
  const file = fileOf(addressKey(trimmed, from.base))
  if (file !== undefined) {
    const path = posix.relative(posix.dirname(from.file), file)
    return { kind: 'keep', url: path.startsWith('.') ? path : `./${path}` }
  }
  if (trimmed.startsWith('//')) return { kind: 'keep', url: `https:${trimmed}` }
  if (HARMLESS.test(trimmed)) return { kind: 'keep', url: trimmed }
  return { kind: 'drop', why: HAS_SCHEME.test(trimmed) ? 'unsafe' : 'dead' }
}
