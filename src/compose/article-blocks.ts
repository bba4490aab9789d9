import type { List, ListItem, Nodes, Paragraph, Root, Table } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Span } from '../text/types.ts'
import { type MayShowLink, type RenderedText, renderInline } from './rendered-text.ts'

/** A piece of an article that is said as a whole: a paragraph, a list item, a table row, a code block. */
export type Block = Span & {
  kind: 'heading' | 'paragraph' | 'item' | 'row' | 'code'
  /** Trail of headings below the title. */
  headings: string[]
  rendered: RenderedText
  /** Of a heading: 1 to 6. */
  depth?: number
  /** `1.` or `•`, with the indentation of nested lists. */
  marker: string
  /** Of a table row: the header row, and each cell under its column's name. */
  table?: { header: Span; cells: { column: string; value: string }[] }
}

/** Without directives: a view has none left, and they would take the seconds out of 23:59:59. */
const markdownParser = unified().use(remarkParse).use(remarkGfm).freeze()

/** The blocks of an article in reading order; front matter is not part of a view. */
export function readBlocks(markdown: string, mayShowLink: MayShowLink): Block[] {
  const blocks: Block[] = []
  const root = parseOnce(markdown)
  const trail: { depth: number; text: string }[] = []
  const reader: Reader = {
    add(kind, node, rendered, more = {}) {
      const span = spanOf(node)
      if (rendered.text.trim() === '' && more.table === undefined) return
      blocks.push({
        kind,
        ...span,
        headings: trail.map((heading) => heading.text),
        rendered,
        marker: '',
        ...more,
      })
    },
    render: (node) => renderInline(node, markdown, mayShowLink),
  }
  for (const node of root.children) {
    if (node.type === 'heading') {
      while (trail.length > 0 && trail.at(-1)!.depth >= node.depth) trail.pop()
      const rendered = reader.render(node)
      trail.push({ depth: node.depth, text: rendered.text.trim() })
      reader.add('heading', node, rendered, { depth: node.depth })
    } else readNode(node, reader, 0)
  }
  return blocks
}

/** Articles that are asked for are asked for often: the trees of the last ones are kept, by their very text. */
const KEPT_TREES = 200
const trees = new Map<string, Root>()

function parseOnce(markdown: string): Root {
  const known = trees.get(markdown)
  if (known !== undefined) return known
  const root = markdownParser.parse(markdown)
  const oldest = trees.keys().next()
  if (trees.size >= KEPT_TREES && !oldest.done) trees.delete(oldest.value)
  trees.set(markdown, root)
  return root
}

type Reader = {
  add(
    kind: Block['kind'],
    node: Nodes | Span,
    rendered: RenderedText,
    more?: Partial<Pick<Block, 'marker' | 'table' | 'depth'>>,
  ): void
  render(node: Nodes): RenderedText
}

function spanOf(node: Nodes | Span): Span {
  if (!('type' in node)) return node
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 }
}

function readNode(node: Nodes, reader: Reader, depth: number): void {
  if (node.type === 'paragraph' || node.type === 'heading')
    reader.add('paragraph', node, reader.render(node))
  else if (node.type === 'list') readList(node, reader, depth)
  else if (node.type === 'table') readTable(node, reader)
  else if (node.type === 'code') readCode(node, reader)
  else if (node.type === 'blockquote') {
    for (const child of node.children) readNode(child, reader, depth)
  }
}

function readCode(node: Nodes & { value: string }, reader: Reader): void {
  const { start, end } = spanOf(node)
  const units = [...Array(node.value.length).keys()]
  reader.add('code', node, {
    text: node.value,
    starts: units.map(() => start),
    ends: units.map(() => end),
  })
}

function readList(list: List, reader: Reader, depth: number): void {
  let number = list.start ?? 1
  for (const item of list.children) {
    const marker = `${'  '.repeat(depth)}${list.ordered ? `${number}. ` : '• '}`
    readItem(item, marker, reader, depth)
    number++
  }
}

/** The item's own paragraph takes the marker into its span, so that it is quoted as the list shows it. */
function readItem(item: ListItem, marker: string, reader: Reader, depth: number): void {
  for (const [index, child] of item.children.entries()) {
    if (index === 0 && child.type === 'paragraph') {
      const span = { start: spanOf(item).start, end: spanOf(child).end }
      reader.add('item', span, reader.render(child as Paragraph), { marker })
    } else readNode(child, reader, depth + 1)
  }
}

function readTable(table: Table, reader: Reader): void {
  const [head, ...rows] = table.children
  if (head === undefined) return
  const columns = head.children.map((cell) => reader.render(cell).text.trim())
  for (const row of rows) {
    const cells = row.children.map((cell, at) => ({
      column: columns[at] ?? '',
      value: reader.render(cell).text.trim(),
    }))
    reader.add(
      'row',
      row,
      { text: '', starts: [], ends: [] },
      { table: { header: spanOf(head), cells } },
    )
  }
}
