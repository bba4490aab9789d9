import { fold } from '../text/fold.ts'
import { countTokens } from './count-tokens.ts'
import { findBlocks } from './find-blocks.ts'
import { headingText } from './heading-text.ts'
import { type Range, splitBlocks } from './split-block.ts'

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

/** A heading, or several that follow each other, with what stands below. */
type Section = Range & {
  headings: string[]
  /** The heading lines, and the depth of the last. */
  heads: Range[]
  /** Where blocks below the headings begin. */
  breaks: number[]
  depth: number
  tokens: number
  isHeadingOnly: boolean
}

function readSections(markdown: string, title: string): Section[] {
  const { headings: found, breaks } = findBlocks(markdown)
  const sections: Section[] = []
  const first = found[0]?.start ?? markdown.length
  if (first > 0) sections.push(toSection(markdown, { start: 0, end: first }, [], [], 0))
  let trail: { depth: number; text: string }[] = []
  for (const [i, { start, end, depth, text: raw }] of found.entries()) {
    const text = headingText(raw)
    trail = trail.filter((heading) => heading.depth < depth)
    if (text !== '' && !(depth === 1 && isSame(text, title))) trail.push({ depth, text })
    const headings = trail.map((heading) => heading.text)
    const range = { start, end: found[i + 1]?.start ?? markdown.length }
    const section = toSection(markdown, range, headings, [{ start, end }], depth)
    const above = sections.at(-1)
    if (above?.isHeadingOnly && above.depth < depth && canHead(markdown, above, section)) {
      sections.pop()
      section.start = above.start
      section.heads.unshift(...above.heads)
      section.tokens += above.tokens
    }
    sections.push(section)
  }
  giveBreaks(sections, breaks)
  return sections
}

function giveBreaks(sections: readonly Section[], breaks: readonly number[]): void {
  let next = 0
  for (const section of sections) {
    const bodyStart = section.heads.at(-1)?.end ?? section.start
    while (next < breaks.length && (breaks[next] as number) < section.end) {
      const at = breaks[next++] as number
      if (at > bodyStart) section.breaks.push(at)
    }
  }
}

function toSection(
  markdown: string,
  { start, end }: Range,
  headings: string[],
  heads: Range[],
  depth: number,
): Section {
  const tokens = countTokens(markdown, start, end)
  const isHeadingOnly = heads.length > 0 && isBlank(markdown, heads.at(-1)?.end ?? start, end)
  return { start, end, headings, heads, depth, tokens, isHeadingOnly, breaks: [] }
}

/** Headings go with the section below as long as they leave it the room it counts on. */
function canHead(markdown: string, above: Section, section: Section): boolean {
  const head = section.heads[0] as Range
  return above.tokens + countTokens(markdown, head.start, head.end) <= HEADING_TOKENS
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!' \t\r\n'.includes(text[i] as string)) return false
  return true
}

type Block = Range & { tokens: number; isHeading: boolean }

/** The headings of a section, then its blocks, each from the start of its first line to that of the next. */
function readBlocks(markdown: string, { heads, breaks, start, end }: Section): Block[] {
  const edges = [...heads.map((head) => head.start), heads.at(-1)?.end ?? start, ...breaks, end]
  const blocks: Block[] = []
  for (let i = 0; i + 1 < edges.length; i++) {
    const [from, to] = [edges[i] as number, edges[i + 1] as number]
    if (from >= to) continue
    const tokens = countTokens(markdown, from, to)
    blocks.push({ start: from, end: to, tokens, isHeading: i < heads.length })
  }
  return blocks
}

/** Fills chunks with the section's blocks in order; headings never stand alone before what they head. */
function packSection(markdown: string, section: Section): Range[] {
  if (section.tokens <= MAX_TOKENS) return [section]
  const chunks: Chunk[] = []
  for (const block of readBlocks(markdown, section)) {
    const last = chunks.at(-1)
    const before = last?.isHeadingOnly ? last.tokens : 0
    if (block.tokens + before <= MAX_TOKENS) {
      addRange(chunks, { ...block, isHeadingOnly: block.isHeading })
      continue
    }
    for (const range of splitBlocks(markdown, block, TARGET_TOKENS)) {
      const tokens = countTokens(markdown, range.start, range.end)
      addRange(chunks, { ...range, tokens, isHeadingOnly: block.isHeading })
    }
  }
  return chunks
}

type Chunk = Range & { tokens: number; isHeadingOnly: boolean }

function addRange(chunks: Chunk[], range: Chunk): void {
  const last = chunks.at(-1)
  const room = last?.isHeadingOnly ? MAX_TOKENS : TARGET_TOKENS
  if (!last || last.tokens + range.tokens > room) {
    const { start, end, tokens, isHeadingOnly } = range
    chunks.push({ start, end, tokens, isHeadingOnly })
    return
  }
  last.end = range.end
  last.tokens += range.tokens
  last.isHeadingOnly &&= range.isHeadingOnly
}

const STANDARD_REPLY = new Set(['标准答复', '标准答覆', '标准回复', '标准回覆', 'standard reply'])

function isStandardReplyHeading(heading: string): boolean {
  return STANDARD_REPLY.has(fold(heading).text.trim())
}

function isSame(heading: string, title: string): boolean {
  return fold(heading).text.trim() === fold(title).text.trim()
}
