import { posix } from 'node:path'

/** Where a link leads that stays inside the folder. */
export type LocalTarget = {
  /** Below the knowledge folder; empty for the page itself. */
  path: string
  anchor: string
}

const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i
/** What site generators fill in: the address is not known here. */
const TEMPLATE = /\{\{|\{%|<%|\$\{/

/**
 * Reads a link to another file of the folder; undefined for addresses of the web, of a site (`/docs/…`), and for
 * what a generator fills in.
 */
export function localTarget(target: string, from: string): LocalTarget | undefined {
  if (target === '' || SCHEME.test(target) || target.startsWith('/') || TEMPLATE.test(target))
    return undefined
  const [, file = '', anchor = ''] = /^([^#?]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(target) ?? []
  const decoded = decode(file)
  const path = decoded === '' ? from : posix.normalize(posix.join(posix.dirname(from), decoded))
  return { path, anchor: decode(anchor) }
}

export function isWebAddress(target: string): boolean {
  return SCHEME.test(target)
}

export function isMarkdownPath(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
