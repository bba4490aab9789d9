import type { Nodes } from 'mdast'

/** Text as a reader sees it, each unit of it with the offset of the markdown it comes from. */
export type RenderedText = {
  text: string
  /** Start of each unit's source; one more for the end of the last. */
  starts: number[]
  ends: number[]
}

/** Decides whether a link's address may stand in text for a customer. */
export type MayShowLink = (url: string) => boolean

/** Renders inline markdown: marks dropped, link text kept, an official absolute address shown after it. */
export function renderInline(
  node: Nodes,
  markdown: string,
  mayShowLink: MayShowLink,
): RenderedText {
  const rendered: RenderedText = { text: '', starts: [], ends: [] }
  renderNode(node, markdown, mayShowLink, rendered)
  return rendered
}

function renderNode(
  node: Nodes,
  markdown: string,
  mayShowLink: MayShowLink,
  into: RenderedText,
): void {
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? start
  switch (node.type) {
    case 'text':
      appendText(into, node.value, markdown, start, end)
      return
    case 'inlineCode':
      appendWhole(into, node.value, start, end)
      return
    case 'break':
      appendWhole(into, '\n', start, end)
      return
    case 'image':
    case 'imageReference':
    case 'html':
    case 'footnoteReference':
    case 'definition':
    case 'footnoteDefinition':
      return
    case 'link': {
      const before = into.text.length
      for (const child of node.children) renderNode(child, markdown, mayShowLink, into)
      const label = into.text.slice(before)
      if (/^https?:/i.test(node.url) && !isSameAddress(label, node.url) && mayShowLink(node.url)) {
        appendWhole(into, ` ${node.url} `, into.ends.at(-1) ?? start, end)
      }
      return
    }
    default:
      if ('children' in node) {
        for (const child of node.children) renderNode(child, markdown, mayShowLink, into)
      }
  }
}

/** The text of the link is its address already, be it without scheme. */
function isSameAddress(label: string, url: string): boolean {
  const bare = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '')
  return bare(label).includes(bare(url))
}

function appendText(
  into: RenderedText,
  value: string,
  markdown: string,
  start: number,
  end: number,
): void {
  const source = markdown.slice(start, end)
  if (source.length !== value.length) {
    appendAligned(into, value, source, start)
    return
  }
  for (let at = 0; at < value.length; at++) appendUnit(into, value[at]!, start + at, start + at + 1)
}

/** Where escapes, entities or line prefixes make source and value differ, each unit is looked for in turn. */
function appendAligned(into: RenderedText, value: string, source: string, start: number): void {
  let from = 0
  for (const unit of value) {
    const found = source.indexOf(unit, from)
    const isNear = found !== -1 && found - from < 12
    const at = isNear ? found : Math.min(from, source.length)
    for (let index = 0; index < unit.length; index++) {
      appendUnit(
        into,
        unit[index]!,
        start + at + index,
        start + Math.min(source.length, at + index + 1),
      )
    }
    if (isNear) from = found + unit.length
  }
}

function appendWhole(into: RenderedText, value: string, start: number, end: number): void {
  for (let at = 0; at < value.length; at++) appendUnit(into, value[at]!, start, end)
}

function appendUnit(into: RenderedText, unit: string, start: number, end: number): void {
  into.text += unit
  into.starts.push(start)
  into.ends.push(end)
}
