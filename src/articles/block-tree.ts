import { parse, preprocess } from 'micromark'
import { gfmTable } from 'micromark-extension-gfm-table'
import { subtokenize } from 'micromark-util-subtokenize'
import type { Event, Token } from 'micromark-util-types'

/** A block of markdown: where it stands, and the blocks inside it. */
export type BlockNode = {
  kind: 'heading' | 'list' | 'item' | 'quote' | 'table' | 'code' | 'html' | 'other'
  /** UTF-16 offsets into the markdown; `end` is exclusive. */
  start: number
  end: number
  /** Of a heading: 1 to 6, and its text with inline marks. */
  depth: number
  text: string
  children: BlockNode[]
}

/**
 * The blocks of a markdown text by remark's own tokenizer, micromark, stopped before it looks inside lines:
 * that takes a third of the time of a whole tree (2026-11, 18 MB of technical documents). Without tables, which
 * cost as much again and more the longer they are, a table is a block of kind `other`.
 */
export function readBlockTree(markdown: string, { withTables = false } = {}): BlockNode[] {
  // A byte order mark is swallowed without being counted.
  const skipped = markdown.startsWith('\ufeff') ? 1 : 0
  const text = markdown.slice(skipped)
  const root = node('other', 0, text.length)
  const stack: BlockNode[] = [root]
  let leaf: { node: BlockNode; token: Token } | null = null
  for (const [action, token] of readEvents(text, withTables)) {
    if (leaf) {
      if (action === 'enter') readInside(leaf.node, token, text)
      else if (token === leaf.token) leaf = null
      continue
    }
    const top = stack.at(-1) as BlockNode
    if (action === 'enter') {
      const kind = KINDS[token.type]
      if (token.type === 'listItemPrefix') {
        if (top.kind === 'item') closeItem(stack, token.start.offset)
        open(stack, node('item', token.start.offset, token.end.offset))
      } else if (kind) {
        const child = node(kind, token.start.offset, token.end.offset)
        if (CONTAINERS.has(kind)) open(stack, child)
        else {
          top.children.push(child)
          leaf = { node: child, token }
        }
      }
    } else if (token.type === 'listOrdered' || token.type === 'listUnordered') {
      if (top.kind === 'item') closeItem(stack, token.end.offset)
      stack.pop()
    } else if (token.type === 'blockQuote') stack.pop()
  }
  return skipped === 0 ? root.children : root.children.map((child) => movedBy(child, skipped))
}

const tables = { extensions: [gfmTable()] }

function readEvents(text: string, withTables: boolean): Event[] {
  const parser = parse(withTables ? tables : {})
  const events = parser.document().write(preprocess()(text, undefined, true))
  do {
    // Without a content type the inside of lines is left as it is.
    for (const [, token] of events) if (token.contentType === 'text') token.contentType = undefined
  } while (!subtokenize(events))
  return events
}

const KINDS: Record<string, BlockNode['kind'] | undefined> = {
  atxHeading: 'heading',
  setextHeading: 'heading',
  listOrdered: 'list',
  listUnordered: 'list',
  blockQuote: 'quote',
  table: 'table',
  codeFenced: 'code',
  codeIndented: 'code',
  htmlFlow: 'html',
  thematicBreak: 'other',
  definition: 'other',
  paragraph: 'other',
  content: 'other',
}
const CONTAINERS = new Set<BlockNode['kind']>(['list', 'quote'])

function node(kind: BlockNode['kind'], start: number, end: number): BlockNode {
  return { kind, start, end, depth: 0, text: '', children: [] }
}

function open(stack: BlockNode[], child: BlockNode): void {
  stack.at(-1)?.children.push(child)
  stack.push(child)
}

function closeItem(stack: BlockNode[], end: number): void {
  const item = stack.pop()
  if (item) item.end = end
}

/** Depth and text of a heading. */
function readInside(leaf: BlockNode, token: Token, text: string): void {
  const { start, end } = token
  if (leaf.kind !== 'heading') return
  if (token.type === 'atxHeadingSequence' && leaf.depth === 0) {
    leaf.depth = end.offset - start.offset
  } else if (token.type === 'setextHeadingLineSequence') {
    leaf.depth = text[start.offset] === '=' ? 1 : 2
  } else if (token.type === 'atxHeadingText' || token.type === 'setextHeadingText') {
    leaf.text = text.slice(start.offset, end.offset)
  }
}

/** The same block in a text that begins `by` earlier. */
export function movedBy(block: BlockNode, by: number): BlockNode {
  return {
    ...block,
    start: block.start + by,
    end: block.end + by,
    children: block.children.map((child) => movedBy(child, by)),
  }
}
