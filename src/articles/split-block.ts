import { splitSentences } from '../text/sentences.ts'
import { type BlockNode, movedBy, readBlockTree } from './block-tree.ts'
import { countTokens } from './count-tokens.ts'

/** UTF-16 offsets; `end` is exclusive. */
export type Range = { start: number; end: number }

/**
 * Cuts blocks that are too long together, at the outermost edges that do: blocks, rows, items, paragraphs in an
 * item, lines, sentences, words, characters. The ranges follow each other and each has at most `limit` tokens.
 */
export function splitBlocks(text: string, range: Range, limit: number): Range[] {
  if (countTokens(text, range.start, range.end) <= limit) return [range]
  const rows = isPlainTable(text, range) ? tableRows(text, range) : []
  if (rows.length > 0) return rows.flatMap((row) => splitBlock(text, row, null, limit))
  const nodes = readBlockTree(text.slice(range.start, range.end))
  const children = nodes.map((node) => movedBy(node, range.start))
  const parent = { kind: 'item', ...range, depth: 0, text: '', children } as const
  return splitBlock(text, range, parent, limit)
}

function splitBlock(text: string, range: Range, node: BlockNode | null, limit: number): Range[] {
  if (countTokens(text, range.start, range.end) <= limit) return [range]
  const inner = innerBlocks(text, range, node)
  if (inner.length > 1) return inner.flatMap((part) => splitBlock(text, part, part.node, limit))
  const only = inner[0]
  if (only?.node && only.node !== node) return splitBlock(text, range, only.node, limit)
  return node?.kind === 'code' || node?.kind === 'html'
    ? splitLines(text, range, limit)
    : splitProse(text, range, limit)
}

type Inner = Range & { node: BlockNode | null }

/** Items, or the blocks in an item or a quote, or the rows of a table; each begins where its first line does. */
function innerBlocks(text: string, range: Range, node: BlockNode | null): Inner[] {
  if (!node) return []
  if (node.kind === 'other') return tableRows(text, range)
  const starts: number[] = []
  const kept: BlockNode[] = []
  for (const [i, child] of node.children.entries()) {
    const start = i === 0 ? range.start : lineBegin(text, child.start)
    if (i > 0 && (start <= (starts.at(-1) ?? 0) || start >= range.end)) continue
    starts.push(start)
    kept.push(child)
  }
  return starts.map((start, i) => ({
    start,
    end: starts[i + 1] ?? range.end,
    node: kept[i] ?? null,
  }))
}

/** Nothing but rows that begin with a bar. */
function isPlainTable(text: string, range: Range): boolean {
  const lines = linesOf(text, range)
  return lines.every(
    ({ start, end }) => text[start] === '|' || text.slice(start, end).trim() === '',
  )
}

const DELIMITER = /^[\s>|]*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/

/** The rows of a table, what stands above it and its head with the first of them; nothing where there is none. */
function tableRows(text: string, range: Range): Inner[] {
  const lines = linesOf(text, range)
  const at = lines.findIndex(
    ({ start, end }, i) =>
      i > 0 && text.slice(start, end).includes('|') && DELIMITER.test(text.slice(start, end)),
  )
  if (at < 0) return []
  const edges = [range.start]
  if (at > 1) edges.push((lines[at - 1] as Range).start)
  for (const line of lines.slice(at + 2)) edges.push(line.start)
  return edges.map((start, i) => ({ start, end: edges[i + 1] ?? range.end, node: null }))
}

function linesOf(text: string, range: Range): Range[] {
  const starts = [range.start, ...lineEdges(text, range).filter((edge) => edge < range.end)]
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? range.end }))
}

function lineBegin(text: string, offset: number): number {
  let at = offset
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--
  return at
}

function splitLines(text: string, range: Range, limit: number): Range[] {
  return fill(text, range, lineEdges(text, range), limit, splitWords)
}

/** Where lines begin inside the range. */
function lineEdges(text: string, range: Range): number[] {
  const edges: number[] = []
  for (let i = range.start; i < range.end; i++) {
    const char = text[i]
    if (char === '\n' || (char === '\r' && text[i + 1] !== '\n')) edges.push(i + 1)
  }
  return edges
}

function splitProse(text: string, range: Range, limit: number): Range[] {
  const edges = splitSentences(text.slice(range.start, range.end)).map(
    (sentence) => range.start + sentence.start,
  )
  return fill(text, range, edges, limit, splitWords)
}

/** Before a blank, after a comma: the last places that are not inside a word. */
function splitWords(text: string, range: Range, limit: number): Range[] {
  const edges: number[] = []
  for (const match of text.slice(range.start, range.end).matchAll(/[，、,;；：|]\s*|\s+/g)) {
    edges.push(range.start + match.index + match[0].length)
  }
  return fill(text, range, edges, limit, splitCharacters)
}

function splitCharacters(text: string, range: Range, limit: number): Range[] {
  const edges: number[] = []
  for (let i = range.start + 1; i < range.end; i++) {
    const code = text.charCodeAt(i)
    const isSecondHalf = code >= 0xdc00 && code <= 0xdfff
    if (!isSecondHalf && !(code === 10 && text[i - 1] === '\r')) edges.push(i)
  }
  return fill(text, range, edges, limit, (_text, rest) => [rest])
}

/** Joins the stretches between edges as long as they fit; one that does not fit alone is cut finer. */
function fill(
  text: string,
  range: Range,
  edges: readonly number[],
  limit: number,
  cutFiner: (text: string, range: Range, limit: number) => Range[],
): Range[] {
  const ranges: Range[] = []
  let start = range.start
  let end = range.start
  let tokens = 0
  for (const edge of [...edges, range.end]) {
    if (edge <= end || edge > range.end) continue
    const more = countTokens(text, end, edge)
    // Counted piece by piece a word in two halves weighs more than in one: never less than the truth.
    if (tokens + more > limit && end > start) {
      ranges.push({ start, end })
      start = end
      tokens = 0
    }
    end = edge
    tokens += more
    if (tokens > limit) {
      ranges.push(...cutFiner(text, { start, end }, limit))
      start = end
      tokens = 0
    }
  }
  if (end > start) ranges.push({ start, end })
  return ranges
}
