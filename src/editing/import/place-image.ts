import { posix } from 'node:path'
import { joinPath } from './follow-links.ts'
import type { ImportedImage } from './types.ts'

/** Pictures that hold nothing but a picture. */
const KINDS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
}
const ENDINGS = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif'])

export type ImageFate =
  | { kind: 'copy'; image: ImportedImage }
  | { kind: 'remote' }
  | { kind: 'drop'; why: 'missing' | 'outside' | 'unknown-kind' | 'empty' }

/**
 * What becomes of a picture of a page. `number` keeps those of one article apart; `isThere` is asked for files below the
 * source folder only.
 */
export function placeImage(
  source: string,
  page: { id: string; base: string; number: number },
  isThere: (path: string) => boolean,
): ImageFate {
  const trimmed = source.trim()
  if (trimmed === '') return { kind: 'drop', why: 'empty' }
  const place = (ending: string) => `images/${page.id}/${page.number}.${ending}`
  const data = /^data:([\w/+.-]+)(?:;[^,]*)?,(.*)$/isu.exec(trimmed)
  if (data) {
    const ending = KINDS[(data[1] ?? '').toLowerCase()]
    if (ending === undefined || !/;base64,/iu.test(trimmed))
      return { kind: 'drop', why: 'unknown-kind' }
    const bytes = new Uint8Array(Buffer.from(data[2] ?? '', 'base64'))
    return { kind: 'copy', image: { to: place(ending), bytes } }
  }
  if (/^(?:https?:)?\/\//iu.test(trimmed)) return { kind: 'remote' }
  if (/^[a-z][a-z0-9+.-]*:/iu.test(trimmed)) return { kind: 'drop', why: 'unknown-kind' }
  const file = joinPath(page.base, trimmed.replace(/[?#].*$/su, ''))
  if (file.startsWith('..') || posix.isAbsolute(file)) return { kind: 'drop', why: 'outside' }
  const ending = posix.extname(file).toLowerCase()
  if (!ENDINGS.has(ending)) return { kind: 'drop', why: 'unknown-kind' }
  if (!isThere(file)) return { kind: 'drop', why: 'missing' }
  return { kind: 'copy', image: { to: place(ending.slice(1)), file } }
}
