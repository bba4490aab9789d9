import { fold } from '../text/fold.ts'
import { type BlockNode, readBlockTree } from './block-tree.ts'
import { countTokens } from './count-tokens.ts'
import { headingText } from './heading-text.ts'
import { type Range, splitBlock } from './split-block.ts'

/** No chunk has more tokens than this, by `countTokens`. */
export const MAX_TOKENS = 450

/** A section that does not fit is filled up to here, so that small edits do not move every edge. */
const TARGET_TOKENS = 400

/** Room that is left for the heading in front of the first piece of a long block. */
const HEADING_TOKENS = MAX_TOKENS - TARGET_TOKENS

/** A stretch of a part's markdown: a section, or as much of one as fits. */
export type Segment = {
  /** UTF-16 offsets; the segments of a text follow each other without gaps. */
  start: number
  end: number
  /** Heading trail below the title; a first-level heading that repeats the title is left out. */
  headings: string[]
  isStandardReply: boolean
}

/**
 * Cuts markdown at its headings, and long sections between blocks. Tables are cut only between rows, lists
 * between items; a fence, a row or an item is cut only where it alone is over the ceiling: at line ends,
 * else sentence ends. The segments, joined, are the markdown.
 */
export function chunkMarkdown(markdown: string, title = ''): Segment[] {
  if (markdown === '') return []
  const sections = readSections(markdown, title)
  return sections.flatMap((section) =>
    packSection(markdown, section).map(({ start, end }) => ({
      start,
      end,
      headings: section.headings,
      isStandardReply: section.headings.some(isStandardReplyHeading),
    })),
  )
}

type Block = Range & { node: BlockNode | null; tokens: number }
type Section = { headings: string[]; blocks: Block[] }

function readSections(markdown: string, title: string): Section[] {
  const blocks = readBlocks(markdown)
  const sections: Section[] = []
  let trail: { depth: number; text: string }[] = []
  let current: Section = { headings: [], blocks: [] }
  for (const block of blocks) {
    if (block.node?.kind === 'heading') {
      const { depth } = block.node
      const isEmpty = current.blocks.every((inner) => inner.node?.kind === 'heading')
      const isDeeper = depth > (lastDepth(current) ?? 0)
      if (current.blocks.length > 0 && !(isEmpty && isDeeper && fits(current, block))) {
        sections.push(current)
        current = { headings: [], blocks: [] }
      }
      const text = headingText(block.node.text)
      trail = trail.filter((heading) => heading.depth < depth)
      if (text !== '' && !(depth === 1 && isSame(text, title))) trail.push({ depth, text })
      current.headings = trail.map((heading) => heading.text)
    }
    current.blocks.push(block)
  }
  sections.push(current)
  return sections
}

function lastDepth(section: Section): number | undefined {
  return section.blocks.at(-1)?.node?.depth
}

function fits(section: Section, block: Block): boolean {
  return section.blocks.reduce((sum, inner) => sum + inner.tokens, block.tokens) <= HEADING_TOKENS
}

/** The top blocks, each from the start of its first line to the start of the next block's. */
function readBlocks(markdown: string): Block[] {
  const tops: { start: number; node: BlockNode | null }[] = []
  for (const node of readBlockTree(markdown)) {
    const start = tops.length === 0 ? 0 : lineStart(markdown, node.start)
    // A definition may share its first line with a heading that the next line made of the rest.
    if (start > (tops.at(-1)?.start ?? -1)) tops.push({ start, node })
  }
  if (tops.length === 0) tops.push({ start: 0, node: null })
  return tops.map(({ start, node }, i) => {
    const end = tops[i + 1]?.start ?? markdown.length
    return { start, end, node, tokens: countTokens(markdown, start, end) }
  })
}

/** Fills chunks with the section's blocks in order; headings never stand alone before what they head. */
function packSection(markdown: string, section: Section): Range[] {
  const total = section.blocks.reduce((sum, block) => sum + block.tokens, 0)
  const limit = total <= MAX_TOKENS ? MAX_TOKENS : TARGET_TOKENS
  const chunks: Chunk[] = []
  for (const block of section.blocks) {
    const isHeading = block.node?.kind === 'heading'
    const last = chunks.at(-1)
    const before = last?.isHeadingOnly ? last.tokens : 0
    if (block.tokens + before <= MAX_TOKENS) {
      addRange(chunks, { ...block, isHeadingOnly: isHeading }, limit)
      continue
    }
    for (const range of splitBlock(markdown, block, block.node, TARGET_TOKENS)) {
      const tokens = countTokens(markdown, range.start, range.end)
      addRange(chunks, { ...range, tokens, isHeadingOnly: isHeading }, limit)
    }
  }
  return chunks
}

type Chunk = Range & { tokens: number; isHeadingOnly: boolean }

function addRange(chunks: Chunk[], range: Chunk, limit: number): void {
  const last = chunks.at(-1)
  const room = last?.isHeadingOnly ? MAX_TOKENS : limit
  if (!last || last.tokens + range.tokens > room) {
    const { start, end, tokens, isHeadingOnly } = range
    chunks.push({ start, end, tokens, isHeadingOnly })
    return
  }
  last.end = range.end
  last.tokens += range.tokens
  last.isHeadingOnly &&= range.isHeadingOnly
}

function lineStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') at--
  return at
}

const STANDARD_REPLY = new Set(['标准答复', '标准答覆', '标准回复', '标准回覆', 'standard reply'])

function isStandardReplyHeading(heading: string): boolean {
  return STANDARD_REPLY.has(fold(heading).text.trim())
}

function isSame(heading: string, title: string): boolean {
  return fold(heading).text.trim() === fold(title).text.trim()
}
