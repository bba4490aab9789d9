import type { Nodes, Parent, Table } from 'mdast'
import { createElement, Fragment, type ReactNode } from 'react'
import {
  alignOf,
  cutText,
  isWebAddress,
  linkedArticle,
  overlaps,
  spanOf,
} from './parse-markdown.ts'
import type { Span } from './span.ts'

type Rendering = {
  lit: Span[]
  /** Left out: links to other articles are plain words. */
  onOpenArticle?: (id: string) => void
}

/** One block or inline node as React elements. Markup in an article is text: nothing here takes HTML. */
export function MarkdownNode({ node, ...rendering }: { node: Nodes } & Rendering): ReactNode {
  switch (node.type) {
    case 'text':
      return <LitText text={node.value} span={spanOf(node)} lit={rendering.lit} />
    case 'paragraph':
      return <p {...citedProps(node, rendering)}>{children(node, rendering)}</p>
    case 'heading':
      // The article's title is the level above all of these.
      return createElement(`h${Math.min(node.depth + 1, 6)}`, {}, children(node, rendering))
    case 'list':
      return createElement(
        node.ordered ? 'ol' : 'ul',
        node.ordered && node.start != null ? { start: node.start } : {},
        children(node, rendering),
      )
    case 'listItem':
      return <li {...citedProps(node, rendering)}>{tightChildren(node, rendering)}</li>
    case 'blockquote':
      return <blockquote>{children(node, rendering)}</blockquote>
    case 'table':
      return <MarkdownTable table={node} {...rendering} />
    case 'strong':
      return <strong>{children(node, rendering)}</strong>
    case 'emphasis':
      return <em>{children(node, rendering)}</em>
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'code':
      return <pre {...citedProps(node, rendering)}>{node.value}</pre>
    case 'break':
      return <br />
    case 'thematicBreak':
      return <hr />
    case 'link':
      return <MarkdownLink url={node.url} text={children(node, rendering)} {...rendering} />
    case 'image':
      return <span className="article-image">{node.alt || node.url}</span>
    case 'html':
      return <span className="article-markup">{node.value}</span>
    case 'definition':
      return null
    default:
      return 'children' in node ? children(node, rendering) : null
  }
}

function LitText({ text, span, lit }: { text: string; span: Span; lit: Span[] }) {
  return cutText(text, span, lit).map(({ at, text, isLit }) =>
    isLit ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>,
  )
}

function MarkdownTable({ table, ...rendering }: { table: Table } & Rendering) {
  const [head, ...rows] = table.children
  const cells = (row: Table['children'][number], tag: 'th' | 'td') =>
    row.children.map((cell, column) =>
      createElement(
        tag,
        {
          key: spanOf(cell).start,
          'data-align': alignOf(table, column),
          ...(tag === 'th' ? { scope: 'col' } : {}),
        },
        children(cell, rendering),
      ),
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, by keyboard too
    <section className="article-table" tabIndex={0} aria-label={head ? plain(head) : 'table'}>
      <table>
        {head && (
          <thead>
            <tr>{cells(head, 'th')}</tr>
          </thead>
        )}
        <tbody>
          {rows.map((row) => (
            <tr key={spanOf(row).start} {...citedProps(row, rendering)}>
              {cells(row, 'td')}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function MarkdownLink({ url, text, onOpenArticle }: { url: string; text: ReactNode } & Rendering) {
  if (isWebAddress(url)) {
    return (
      <a href={url} target="_blank" rel="noopener noreferrer">
        {text}
      </a>
    )
  }
  const article = linkedArticle(url)
  if (article === null || !onOpenArticle) return <>{text}</>
  return (
    <button type="button" className="link" onClick={() => onOpenArticle(article)}>
      {text}
    </button>
  )
}

function children(node: Parent, rendering: Rendering): ReactNode {
  return node.children.map((child) => (
    <MarkdownNode key={`${child.type}-${spanOf(child).start}`} node={child} {...rendering} />
  ))
}

/** A list item of one paragraph needs no paragraph inside. */
function tightChildren(node: Parent, rendering: Rendering): ReactNode {
  return node.children.map((child, index) =>
    index === 0 && child.type === 'paragraph' ? (
      <Fragment key="first">{children(child, rendering)}</Fragment>
    ) : (
      <MarkdownNode key={spanOf(child).start} node={child} {...rendering} />
    ),
  )
}

function citedProps(node: Nodes, { lit }: Rendering): { 'data-cited'?: number } {
  if (!overlaps(spanOf(node), lit)) return {}
  return { 'data-cited': node.position?.start.line ?? 0 }
}

function plain(node: Nodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(plain).join(' ') : ''
}
