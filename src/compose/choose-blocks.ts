import type { Passage } from '../retrieval/types.ts'
import { specificKeys } from '../text/specifics.ts'
import type { Block } from './article-blocks.ts'
import type { ArticleView } from './article-view.ts'
import { overlapOf, readSaid, type Said } from './overlap.ts'

/** A section up to this many characters is told with all its subsections. */
const WHOLE_SECTION = 600
/** A further section of the article is told when its passage scores this much of the best one. */
const NEAR_BEST = 0.75
/** Beside the wording made for customers, another section is told when it matched at least so well. */
const BESIDE_STANDARD = 0.5
/** Share of a block's words that the standard reply already has, with every figure of it: then it is said. */
const ALREADY_SAID = 0.8
/** Without a standard reply, at most so many sections make one message. */
const MOST_SECTIONS = 2

/** Says whom the article is for: told only for a figure that the standard reply lacks. */
const SCOPE =
  /^(?:适用|適用|本文|谁(?:可以|适合)?看|什么(?:情况|情形)适用|when this applies|who (?:this|it) is for|(?:this article )?applies to|scope|about this)/i
const POINTERS = /^(?:相关|相關|延伸|参见|參見|另见|另見|更多|see also|related|further|more )/i

/**
 * What of an article answers: the standard reply where there is one, and the sections that matched, each
 * complete. Whatever a section says of steps, conditions, fees and deadlines stays in, unless the standard
 * reply says the same.
 */
export function chooseBlocks(view: ArticleView, blocks: Block[], passages: Passage[]): Block[] {
  const standard = blocks.filter((block) => block.kind !== 'heading' && isStandard(view, block))
  const best = Math.max(...passages.map((passage) => passage.score), 0)
  const wanted = passages
    .filter((passage) => !isStandardChunk(view, passage.chunkId))
    .filter(
      (passage) => passage.score >= best * (standard.length > 0 ? BESIDE_STANDARD : NEAR_BEST),
    )
    .slice(0, standard.length > 0 ? 1 : MOST_SECTIONS)
  const chosen = new Set<Block>()
  for (const passage of wanted) {
    for (const block of sectionAt(view, blocks, passage)) chosen.add(block)
  }
  const said = readSaid(standard.map((block) => block.rendered.text).join('\n'))
  const body = blocks.filter((block) => chosen.has(block) && !isStandard(view, block))
  const fresh =
    standard.length === 0
      ? body
      : withoutRepetition(body, said).filter((block) => !isMereScope(block, said))
  if (standard.length + fresh.length > 0) return [...standard, ...fresh]
  return blocks.filter((block) => block.kind !== 'heading' && !isPointer(block))
}

function isStandardChunk(view: ArticleView, chunkId: string): boolean {
  return view.chunks.some((chunk) => chunk.id === chunkId && chunk.isStandardReply)
}

function isStandard(view: ArticleView, block: Block): boolean {
  return view.chunks.some(
    (chunk) => chunk.isStandardReply && block.start >= chunk.start && block.start < chunk.end,
  )
}

/** The whole section around a passage: its subsections, and what the sections above it say of all of them. */
function sectionAt(view: ArticleView, blocks: Block[], passage: Passage): Block[] {
  const chunk = view.chunks.find(({ id }) => id === passage.chunkId)
  if (chunk === undefined) return []
  const target = blocks.find(
    (block) => block.kind !== 'heading' && block.end > chunk.start && block.start < chunk.end,
  )
  if (target === undefined) return []
  const top = topLevel(blocks)
  const outer = target.headings.slice(0, top + 1)
  const whole = blocks.filter((block) => startsWith(block.headings, outer))
  const isShort = lengthOf(whole) <= WHOLE_SECTION
  const section =
    isShort || target.headings.length <= top + 1
      ? whole
      : whole.filter(
          (block) =>
            startsWith(block.headings, target.headings) ||
            (block.kind !== 'heading' && startsWith(target.headings, block.headings)),
        )
  const wanted =
    target.headings.length === 0 ? blocks.filter(({ headings }) => headings.length === 0) : section
  const told = wanted.filter((block) => !isPointer(block))
  return told.filter((block) => block.kind !== 'heading' || block.headings.length > outer.length)
}

/** Where a file opens with its title as a heading of the first rank, sections begin one rank below. */
function topLevel(blocks: Block[]): number {
  const first = blocks.find((block) => block.kind === 'heading')
  if (first?.depth !== 1) return 0
  const title = first.headings[0]
  const isTitle = blocks.every(({ headings }) => headings.length === 0 || headings[0] === title)
  return isTitle ? 1 : 0
}

function startsWith(trail: string[], prefix: string[]): boolean {
  return prefix.length <= trail.length && prefix.every((heading, at) => heading === trail[at])
}

function lengthOf(blocks: Block[]): number {
  return blocks.reduce((length, block) => length + block.end - block.start, 0)
}

function isPointer(block: Block): boolean {
  return POINTERS.test(block.headings.at(-1) ?? '')
}

function isMereScope(block: Block, said: Said): boolean {
  if (!block.headings.some((heading) => SCOPE.test(heading))) return false
  return [...specificKeys(textOf(block))].every((key) => said.keys.has(key))
}

/** A list or table stays whole if any of it is new: a step alone would hang in the air. */
function withoutRepetition(blocks: Block[], said: Said): Block[] {
  const fresh = new Set(
    blocks.filter(
      (block) => block.kind !== 'heading' && overlapOf(textOf(block), said) < ALREADY_SAID,
    ),
  )
  const kept = blocks.filter((block) => {
    if (block.kind === 'heading') return true
    if (block.kind === 'paragraph' || block.kind === 'code') return fresh.has(block)
    return blocks.some(
      (other) => other.kind === block.kind && sameTrail(other, block) && fresh.has(other),
    )
  })
  return kept.filter(
    (block, at) =>
      block.kind !== 'heading' || (kept[at + 1] !== undefined && kept[at + 1]!.kind !== 'heading'),
  )
}

function sameTrail(a: Block, b: Block): boolean {
  return a.headings.length === b.headings.length && startsWith(a.headings, b.headings)
}

function textOf(block: Block): string {
  return block.table?.cells.map(({ value }) => value).join(' ') ?? block.rendered.text
}
