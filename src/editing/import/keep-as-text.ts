import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { findMarkers } from '../../articles/find-markers.ts'

const FRONT_MATTER_LINE =
  /^---(?=[ \t]*\n\s*(?:id|title|lang|audience|state|release|expires)[ \t]*[:：])/gmu

/**
 * What means something in an article and meant nothing in its source stays words: `{{slots}}` are set apart, for they
 * are filled by their looks alone; HTML is shown as what it was; a line that begins front matter is moved in.
 */
export function keepAsText(tree: Root): void {
  visit(tree, (node) => {
    if (node.type === 'html') Object.assign(node, { type: 'text' })
    if (node.type !== 'text' && node.type !== 'code' && node.type !== 'inlineCode') return
    node.value = node.value.replaceAll(/\{(?=\{)/gu, '{ ')
    if (node.type === 'code') node.value = node.value.replaceAll(FRONT_MATTER_LINE, ' ---')
  })
}

/**
 * Fences of narrowed blocks in the finished markdown, each with a backslash before it, so that it is shown and not
 * followed.
 */
export function escapeFences(markdown: string): string {
  const starts = new Set(findMarkers(markdown).map(({ start }) => start))
  if (starts.size === 0) return markdown
  let escaped = ''
  let from = 0
  for (const start of [...starts].sort((a, b) => a - b)) {
    escaped += `${markdown.slice(from, start)}\\`
    from = start
  }
  return escaped + markdown.slice(from)
}
