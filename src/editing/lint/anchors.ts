import { findBlocks } from '../../articles/find-blocks.ts'
import { foldText } from '../../text/fold.ts'

/** Ids written into a page: `{#id}` behind a heading, `<a name>`, `id="…"`, a comment that is one word. */
const WRITTEN =
  /\{#([^\s{}]+)\}|<[a-z][^<>]*?\s(?:name|id)\s*=\s*["']?([^\s"'<>]+)|<!--\s*([\w-]+)\s*-->/gi

/** What a heading has besides its words: an id, where its links lead, tags. */
const MARKUP = /\{#[^{}]*\}\s*$|(?<=\])\([^()]*\)|<[^<>]*>|&\w+;/g

/**
 * The anchors of a page, as `anchorKey` compares them. Generators differ in how they write them, never in the
 * letters and digits that are left of a heading.
 */
export function anchorsOf(markdown: string): string[] {
  const keys = new Map<string, number>()
  const anchors: string[] = []
  for (const { text } of findBlocks(markdown).headings) {
    const key = anchorKey(text.replaceAll(MARKUP, ''))
    const count = keys.get(key) ?? 0
    keys.set(key, count + 1)
    anchors.push(key)
    if (count > 0) anchors.push(`${key}${count}`)
  }
  if (/[#<]/.test(markdown)) {
    for (const match of markdown.matchAll(WRITTEN))
      anchors.push(anchorKey(match[1] ?? match[2] ?? match[3] ?? ''))
  }
  return [...new Set(anchors)]
}

/** An anchor or heading without all that generators drop or put in. */
export function anchorKey(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
}
