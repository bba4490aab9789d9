import type { Element, Root } from 'hast'
import type { Heading, Root as MarkdownRoot } from 'mdast'
import { toString as wordsOf } from 'mdast-util-to-string'
import rehypeParse from 'rehype-parse'
import rehypeRemark from 'rehype-remark'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import { keepAsText } from './keep-as-text.ts'
import { tidyTables } from './tidy-tables.ts'

/** What never holds words for a reader. */
const DROPPED = new Set(
  'script style noscript template link meta base object embed applet canvas svg math dialog button input select textarea form-associated'.split(
    ' ',
  ),
)
/** What stands around the text of a page. */
const AROUND = new Set(['nav', 'header', 'footer', 'aside'])
/** A class that help centres give to the text of an article. */
const BODY_CLASSES =
  /^(?:article[-_]?(?:body|content)|intercom-article|markdown-body|post-content|entry-content)$/u

export type ReadHtml = {
  /** From the first heading of the text, else from the head of the page. */
  title: string | null
  /** As the page says of itself. */
  lang: string | null
  tree: Root
}

/** A link or picture, and what to write in its place; null takes the link away and keeps its words. */
export type Rewrite = (url: string, place: { line: number; column: number }) => string | null

export function readHtml(html: string): ReadHtml {
  const tree = unified().use(rehypeParse).parse(html)
  const page = findElement(tree, ({ tagName }) => tagName === 'title')
  const lang = findElement(tree, ({ tagName }) => tagName === 'html')?.properties.lang
  const body = findBody(tree)
  clean(body, body.type === 'root')
  const heading = findElement(body, ({ tagName }) => tagName === 'h1')
  const title = wordsIn(heading) || wordsIn(page) || null
  if (heading) removeFirst(body, heading)
  return { title, lang: typeof lang === 'string' ? lang : null, tree: rootOf(body) }
}

/** Markdown that says what the page says: without HTML, and with nothing in it that means something to us alone. */
export function toMarkdown(
  tree: Root,
  { rewriteLink, rewriteImage }: { rewriteLink: Rewrite; rewriteImage: Rewrite },
): string {
  rewrite(tree, rewriteLink, rewriteImage)
  tidyTables(tree)
  const markdown = unified()
    .use(rehypeRemark, { handlers: { comment: () => undefined } })
    .runSync(tree) as MarkdownRoot
  stepDown(markdown)
  keepAsText(markdown)
  return unified()
    .use(remarkGfm, { tablePipeAlign: false })
    .use(remarkStringify, {
      bullet: '-',
      rule: '*',
      fences: true,
      listItemIndent: 'one',
      resourceLink: true,
    })
    .stringify(markdown)
}

function findBody(tree: Root): Root | Element {
  return (
    findElement(tree, ({ properties }) =>
      classesOf(properties.className).some((one) => BODY_CLASSES.test(one)),
    ) ??
    findElement(
      tree,
      ({ tagName, properties }) =>
        tagName === 'article' || String(properties.itemProp) === 'articleBody',
    ) ??
    findElement(
      tree,
      ({ tagName, properties }) => tagName === 'main' || properties.role === 'main',
    ) ??
    findElement(tree, ({ tagName }) => tagName === 'body') ??
    tree
  )
}

function clean(body: Root | Element, isWhole: boolean): void {
  visit(body, (node, index, parent) => {
    if (!parent || index === undefined) return
    const isComment = node.type === 'comment' || node.type === 'doctype'
    const isDropped =
      node.type === 'element' &&
      (DROPPED.has(node.tagName) ||
        (AROUND.has(node.tagName) && !isWhole) ||
        node.tagName === 'nav' ||
        node.properties.hidden === true ||
        /display\s*:\s*none/iu.test(String(node.properties.style ?? '')))
    if (!isComment && !isDropped) return
    parent.children.splice(index, 1)
    return [SKIP, index]
  })
}

function rewrite(tree: Root, rewriteLink: Rewrite, rewriteImage: Rewrite): void {
  visit(tree, 'element', (node, index, parent) => {
    const { line = 1, column = 1 } = node.position?.start ?? {}
    const place = { line, column }
    if (node.tagName === 'img') {
      const source = node.properties.src ?? node.properties.dataSrc
      const to = typeof source === 'string' ? rewriteImage(source, place) : null
      if (to !== null) node.properties = { src: to, alt: String(node.properties.alt ?? '') }
      else if (parent && index !== undefined)
        parent.children[index] = { type: 'text', value: String(node.properties.alt ?? '') }
    }
    if (node.tagName === 'a' && typeof node.properties.href === 'string') {
      const to = rewriteLink(node.properties.href, place)
      if (to !== null) node.properties = { href: to }
      else {
        node.tagName = 'span'
        node.properties = {}
      }
    }
  })
}

/** The title is the one heading of the first rank; the text's own begin with the second. */
function stepDown(tree: MarkdownRoot): void {
  const headings: Heading[] = []
  visit(tree, 'heading', (node) => void headings.push(node))
  if (!headings.some(({ depth }) => depth === 1)) return
  for (const heading of headings) heading.depth = Math.min(heading.depth + 1, 6) as Heading['depth']
}

function findElement(tree: Root | Element, isWanted: (node: Element) => boolean): Element | null {
  let found: Element | null = null
  visit(tree, 'element', (node) => {
    if (found || !isWanted(node)) return
    found = node
    return false
  })
  return found
}

function removeFirst(tree: Root | Element, wanted: Element): void {
  visit(tree, 'element', (node, index, parent) => {
    if (node !== wanted || !parent || index === undefined) return
    parent.children.splice(index, 1)
    return false
  })
}

function rootOf(body: Root | Element): Root {
  return body.type === 'root' ? body : { type: 'root', children: body.children }
}

function wordsIn(node: Element | null): string {
  return node ? wordsOf(node).replaceAll(/\s+/gu, ' ').trim() : ''
}

function classesOf(names: unknown): string[] {
  return Array.isArray(names) ? names.map(String) : []
}
