import * as crypto from 'node:crypto'
import { chunkMarkdown } from './chunk-markdown.ts'
import { cutOut, type Hole, type Piece } from './cut-out.ts'
import { type LineMap, mapLines } from './flaws.ts'
import type { Region } from './narrowed-blocks.ts'
import type { PlacedDefinition } from './place-definitions.ts'
import type { Article, ArticlePart, Chunk, FrontMatter } from './types.ts'

/** A part together with what only the compiler needs. */
export type BuiltPart = ArticlePart & {
  /** The part's text without what was copied to it from wider parts. */
  own: string
  region: Region
}

/** Makes the parts of an article: its own text first, then each narrowed block in the order of the file. */
export function buildParts(
  source: string,
  head: FrontMatter,
  root: Region,
  definitions: readonly PlacedDefinition[],
  lines: LineMap,
): BuiltPart[] {
  const main = buildPart(source, head, root, definitions, lines, 0, 0)
  const parts = [main]
  const counts = new Map<string, number>()
  const mainPieces = piecesOf(source, root, definitions)
  const visit = (region: Region, anchor: Region | null): void => {
    for (const child of region.children) {
      const at = anchor ?? child
      const group = `${child.audience} ${child.release}`
      const number = (counts.get(group) ?? 0) + 1
      counts.set(group, number)
      const after = chunkBefore(main, mainPieces, at.outerStart)
      parts.push(buildPart(source, head, child, definitions, lines, number, after))
      visit(child, at)
    }
  }
  visit(root, null)
  return parts
}

function buildPart(
  source: string,
  head: FrontMatter,
  region: Region,
  definitions: readonly PlacedDefinition[],
  lines: LineMap,
  part: number,
  after: number,
): BuiltPart {
  const pieces = piecesOf(source, region, definitions)
  const all = withCopies(source, pieces, region, definitions)
  const markdown = join(all)
  const moved = definitions.filter((definition) => definition.isMoved)
  const seen = { audience: region.audience, release: region.release, expires: head.expires }
  const isMain = region.parent === null
  return {
    part,
    ...seen,
    markdown,
    after,
    rev: hash([head.lang, head.title, isMain ? head.asks : [], markdown]),
    chunks: buildChunks(
      markdown,
      all,
      head,
      isMain ? '' : `${part} ${JSON.stringify(seen)}`,
      lines,
    ),
    own: join(withCopies(source, pieces, region, moved)),
    region,
  }
}

/** The region's own text: without narrower blocks and without definitions that belong to them alone. */
function piecesOf(
  source: string,
  region: Region,
  definitions: readonly PlacedDefinition[],
): Piece[] {
  const blocks = region.children.map(
    (child): Hole => ({ start: child.outerStart, end: child.outerEnd, kind: 'block' }),
  )
  const moved = definitions
    .filter((definition) => definition.isMoved && definition.region === region)
    .map(({ start, end }): Hole => ({ start, end, kind: 'definition' }))
  const holes = [...blocks, ...moved].sort((a, b) => a.start - b.start)
  return cutOut(source, region.start, region.end, holes)
}

function withCopies(
  source: string,
  pieces: readonly Piece[],
  region: Region,
  definitions: readonly PlacedDefinition[],
): Piece[] {
  const copies = definitions.filter((definition) => definition.copies.includes(region))
  if (copies.length === 0) return [...pieces]
  const all = [...pieces]
  const gap = (): void => {
    const text = join(all)
    if (text !== '') all.push(synthetic(/[\r\n]$/.test(text) ? '\n' : '\n\n'))
  }
  for (const { start, end } of copies) {
    gap()
    all.push({ start, end, text: source.slice(start, end) })
  }
  return all
}

const synthetic = (text: string): Piece => ({ start: -1, end: -1, text })

function join(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('')
}

function buildChunks(
  markdown: string,
  pieces: readonly Piece[],
  head: FrontMatter,
  salt: string,
  lines: LineMap,
): Chunk[] {
  const toSource = sourceMap(pieces)
  const map = mapLines(markdown)
  const seen = new Map<string, number>()
  return chunkMarkdown(markdown, head.title).map((segment) => {
    const text = markdown.slice(segment.start, segment.end)
    const base = hash([segment.headings, text.trim(), salt])
    const count = seen.get(base) ?? 0
    seen.set(base, count + 1)
    const sourceStart = toSource(segment.start)
    return {
      id: `${head.id}#${count === 0 ? base : hash([base, count])}`,
      headings: segment.headings,
      text,
      start: segment.start,
      end: segment.end,
      line: map.positionAt(segment.start).line,
      sourceStart,
      sourceLine: lines.positionAt(sourceStart).line,
      isStandardReply: segment.isStandardReply,
    }
  })
}

/** Where an offset of the part stands in the file; what was put in between counts to what follows. */
function sourceMap(pieces: readonly Piece[]): (offset: number) => number {
  const starts: { at: number; source: number }[] = []
  let at = 0
  for (const piece of pieces) {
    if (piece.start >= 0) starts.push({ at, source: piece.start })
    at += piece.text.length
  }
  return (offset) => {
    const below = starts.findLast((start) => start.at <= offset) ?? starts[0]
    return below ? below.source + Math.max(0, offset - below.at) : 0
  }
}

/** Index of the chunk of the article's own text in or behind which the block stood; -1 before all. */
function chunkBefore(main: ArticlePart, pieces: readonly Piece[], outerStart: number): number {
  let length = 0
  for (const piece of pieces) {
    if (piece.start >= outerStart) break
    length += piece.text.length
  }
  return main.chunks.findLastIndex((chunk) => chunk.start < length)
}

function hash(value: unknown): string {
  return crypto.hash('sha256', JSON.stringify(value), 'hex').slice(0, 16)
}

/** Title, asks and tags: text that all readers of the article see. */
export function headText(article: Pick<Article, 'title' | 'asks' | 'tags'>): string {
  return [article.title, ...article.asks, ...article.tags].join('\n')
}
