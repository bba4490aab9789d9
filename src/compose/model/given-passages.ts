import { type Block, readBlocks } from '../article-blocks.ts'
import type { ArticleView, ViewChunk } from '../article-view.ts'
import type { ComposeContext, Need } from '../compose-answer.ts'
import { sayBlock } from '../say-block.ts'
import type { GivenPassage, GivenSentence } from './types.ts'

/** A model is given no more; the best ones first. */
const MOST_PASSAGES = 8
/** Of what was found for one need, beside what the extractive answer tells. */
const MOST_FOUND = 3

/**
 * The passages a model is given: what the extractive answer tells, and what was found beside it in the same
 * articles. All of it was read as the customer role; it is put as a customer would be told it: links only
 * to official pages, no comments, no pictures, slots filled, the customer's script. The wording made for
 * customers comes first.
 */
export function givePassages(
  needs: readonly Need[],
  tellingChunks: ReadonlySet<string>,
  context: ComposeContext,
): GivenPassage[] {
  const given: GivenPassage[] = []
  for (const { view, passages } of needs) {
    const blocks = readBlocks(view.markdown, context.mayShowLink)
    const found = new Set(passages.slice(0, MOST_FOUND).map(({ chunkId }) => chunkId))
    const ranked = [...view.chunks].sort(
      (a, b) => Number(tellingChunks.has(b.id)) - Number(tellingChunks.has(a.id)),
    )
    const share = Math.floor(MOST_PASSAGES / needs.length)
    const wanted = new Set(
      ranked.filter(({ id }) => tellingChunks.has(id) || found.has(id)).slice(0, share),
    )
    const inOrder = view.chunks
      .filter((chunk) => wanted.has(chunk))
      .toSorted((a, b) => Number(b.isStandardReply) - Number(a.isStandardReply))
    for (const chunk of inOrder) {
      const sentences = readChunk(view, chunk, blocks, context)
      if (sentences.length === 0) continue
      const heading = [view.title, ...headingsOf(blocks, chunk)].join(' › ')
      const label = `p${given.length + 1}`
      given.push({ label, article: view.id, heading, sentences })
    }
  }
  return given
}

function blocksIn(blocks: readonly Block[], { start, end }: ViewChunk): Block[] {
  return blocks.filter((block) => block.start >= start && block.start < end)
}

function headingsOf(blocks: readonly Block[], chunk: ViewChunk): string[] {
  return blocksIn(blocks, chunk)[0]?.headings ?? []
}

function readChunk(
  view: ArticleView,
  chunk: ViewChunk,
  blocks: readonly Block[],
  context: ComposeContext,
): GivenSentence[] {
  const sentences: GivenSentence[] = []
  for (const block of blocksIn(blocks, chunk)) {
    if (block.kind === 'heading') continue
    const group = groupOf(view, block)
    const isStep = /^\s*\d/.test(block.marker)
    for (const sentence of sayBlock(block, view, context))
      sentences.push({ ...sentence, group, isStep })
  }
  return sentences
}

/** A paragraph on its own; the items of a list, and the rows of a table, of one section together. */
function groupOf(view: ArticleView, block: Block): string {
  const place = block.kind === 'item' ? block.headings.join('›') : String(block.start)
  return `${view.id}\n${block.kind}\n${place}`
}
