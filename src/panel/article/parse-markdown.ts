import type { Nodes, Root, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTable } from 'micromark-extension-gfm-table'
import type { Span } from './span.ts'

/** The syntax tree of an article's markdown, with offsets into it. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  })
}

/** Where a node stands in the markdown. */
export function spanOf(node: Nodes): Span {
  return {
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
  }
}

/** Whether any of the spans covers a part of this one. */
export function overlaps(span: Span, spans: Span[]): boolean {
  return spans.some(({ start, end }) => start < span.end && span.start < end)
}

export type TextPiece = { at: number; text: string; isLit: boolean }

/**
 * Cuts a text at the edges of the lit spans (in order, apart). Text that holds escapes or entities
 * is longer in the source than on the screen, so offsets inside it mean nothing: it is lit whole
 * or not at all.
 */
export function cutText(text: string, span: Span, lit: Span[]): TextPiece[] {
  if (span.end - span.start !== text.length) {
    return [{ at: span.start, text, isLit: overlaps(span, lit) }]
  }
  const pieces: TextPiece[] = []
  let at = span.start
  const cutTo = (end: number, isLit: boolean) => {
    if (end <= at) return
    pieces.push({ at, text: text.slice(at - span.start, end - span.start), isLit })
    at = end
  }
  for (const { start, end } of lit) {
    cutTo(Math.min(start, span.end), false)
    cutTo(Math.min(end, span.end), true)
  }
  cutTo(span.end, false)
  return pieces
}

/** Only web addresses are followed; everything else is shown as text. */
export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url)
}

/** The article a relative link points at, by our rule that files bear their id: `../a/b.md` → `b`. */
export function linkedArticle(url: string): string | null {
  return (
    /^(?:\.{0,2}\/)?(?:[\w.-]+\/)*([a-z0-9]+(?:-[a-z0-9]+)*)\.md(?:#.*)?$/.exec(url)?.[1] ?? null
  )
}

/** Column alignment of a table cell. */
export function alignOf(table: Table, column: number): 'left' | 'right' | 'center' | undefined {
  return table.align?.[column] ?? undefined
}
