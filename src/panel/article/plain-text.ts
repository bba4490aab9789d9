import type { Nodes, Parents } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { parseMarkdown } from './parse-markdown.ts'

/** A piece of an article's markdown as plain words, laid out to be pasted: a line for each line, lists with their signs. */
export function plainText(markdown: string): string {
  return blocks(parseMarkdown(markdown)).join('\n')
}

function blocks(parent: Parents): string[] {
  return parent.children.flatMap((node, index) => linesOf(node, parent, index))
}

function linesOf(node: Nodes, parent: Parents, index: number): string[] {
  switch (node.type) {
    case 'listItem': {
      const first = parent.type === 'list' && parent.ordered ? (parent.start ?? 1) : null
      const sign = first === null ? '• ' : `${first + index}. `
      return blocks(node).map((line, at) => (at === 0 ? sign + line : `  ${line}`))
    }
    case 'list':
    case 'blockquote':
      return blocks(node)
    case 'table':
      return node.children.map((row) => row.children.map((cell) => textOf(cell)).join(' | '))
    case 'code':
    case 'html':
      return [node.value]
    case 'definition':
    case 'thematicBreak':
      return []
    default:
      return [textOf(node)]
  }
}
