import { readBlockTree } from './block-tree.ts'

/** A heading that stands at the top, not inside a list, quote or fence. */
export type FoundHeading = {
  /** UTF-16 offsets: the start of its first line, and behind its last. */
  start: number
  end: number
  depth: number
  /** With inline marks. */
  text: string
}

/** Where a text can be cut at the top. */
export type Outline = {
  headings: FoundHeading[]
  /** Starts of lines with which a block begins at the top; not all of them where they were found by lines. */
  breaks: number[]
}

/**
 * The headings that cut a text into sections, and places between blocks. Lines alone tell them in most texts;
 * wherever a line could also be read otherwise, the text is parsed. Both give the same headings, and the first
 * is some twenty times as fast.
 */
export function findBlocks(markdown: string): Outline {
  return scanBlocks(markdown) ?? parseBlocks(markdown)
}

/** By remark's tokenizer. */
export function parseBlocks(markdown: string): Outline {
  const headings: FoundHeading[] = []
  const breaks: number[] = []
  for (const { kind, start, end, depth, text } of readBlockTree(markdown, { withTables: true })) {
    let at = start
    while (at > 0 && !isLineEnd(markdown.charCodeAt(at - 1))) at--
    // A definition may share its first line with a heading that the next line made of the rest.
    if (at <= (breaks.at(-1) ?? -1)) continue
    breaks.push(at)
    if (kind === 'heading') {
      headings.push({ start: at, end: afterLine(markdown, lineEnd(markdown, end)), depth, text })
    }
  }
  return { headings, breaks }
}

type Fence = {
  sign: string
  length: number
  /** How far its lines are indented at least, where it may stand in a list. */
  indent: number
}

/** By lines; null where one line could be read in two ways. */
export function scanBlocks(markdown: string): Outline | null {
  if (markdown.startsWith('\ufeff')) return null
  const headings: FoundHeading[] = []
  const breaks: number[] = []
  let fence: Fence | null = null
  let isAfterBlank = true
  let isInList = false
  let isAfterText = false
  let isInHtml = false
  let isInComment = false
  for (let start = 0; start < markdown.length; ) {
    const end = lineEnd(markdown, start)
    const line = markdown.slice(start, end)
    const lineStart = start
    start = afterLine(markdown, end)
    if (fence) {
      // In a list this would end the fence, at the top it would not.
      if (isOutdented(line, fence.indent)) return null
      if (isClosing(line, fence)) fence = null
      continue
    }
    if (isInComment) {
      isInComment = !line.includes('-->')
      continue
    }
    const indent = indentOf(line)
    if (indent === line.length) {
      isAfterBlank = true
      isAfterText = false
      isInHtml = false
      continue
    }
    const sign = line[indent] as string
    const goesOn = isInList && LIST_SIGN.test(line)
    if (isAfterBlank && indent === 0 && !goesOn) breaks.push(lineStart)
    isAfterBlank = false
    // Four columns and more: code, or inside a list; neither ends what is open at the top.
    if (indent >= 4 || /^ {0,3}\t/.test(line)) continue
    if (sign === '#' && ATX.test(line)) {
      if (isInHtml || (indent > 0 && isInList)) return null
      if (breaks.at(-1) !== lineStart) breaks.push(lineStart)
      headings.push({ start: lineStart, end: start, ...readAtx(line) })
      isAfterBlank = true
      isInList = false
      isAfterText = false
      continue
    }
    if (isInHtml) {
      // It may as well be a paragraph that begins with a link.
      if (FENCE.test(line) || UNDERLINE.test(line) || LONG_HTML.test(line)) return null
      isInList ||= LIST_SIGN.test(line)
      continue
    }
    if ((sign === '`' || sign === '~') && FENCE.test(line)) {
      isInList &&= indent > 0
      fence = openFence(line, isInList ? indent : 0)
      isAfterText = false
      continue
    }
    if (COMMENT.test(line)) {
      isInComment = !line.includes('-->', 4)
      isInList = false
      isAfterText = false
      continue
    }
    if (sign === '<') {
      if (LONG_HTML.test(line)) return null
      isInHtml = true
      continue
    }
    if (isAfterText && (sign === '=' || sign === '-') && UNDERLINE.test(line)) return null
    if (LIST_SIGN.test(line)) isInList = true
    else if (indent === 0 && !isAfterText && sign !== '>') isInList = false
    isAfterText = true
  }
  return { headings, breaks }
}

const ATX = /^ {0,3}#{1,6}(?:[ \t]|$)/
const FENCE = /^ {0,3}(?:`{3,}[^`]*|~{3,}.*)$/
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/
const LIST_SIGN = /^[ >]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/
/** At column 1 it ends whatever is open; the next `-->` ends it. */
const COMMENT = /^<!--(?!-?>)/
/** HTML that a blank line does not end. */
const LONG_HTML = /^ {0,3}<(?:!|\?|(?:script|pre|style|textarea)(?:[\s>]|$))/i

function readAtx(line: string): { depth: number; text: string } {
  const match = /^ {0,3}(#{1,6})[ \t]*(.*?)[ \t]*$/s.exec(line)
  const text = (match?.[2] ?? '').replace(/(?:^|[ \t]+)#+$/, '')
  return { depth: match?.[1]?.length ?? 1, text }
}

function openFence(line: string, indent: number): Fence {
  const signs = /`+|~+/.exec(line)?.[0] ?? '```'
  return { sign: signs[0] as string, length: signs.length, indent }
}

function isOutdented(line: string, indent: number): boolean {
  if (indent === 0) return false
  const own = indentOf(line)
  return own < line.length && (own < indent || line.includes('\t'))
}

function isClosing(line: string, { sign, length }: Fence): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)
  const signs = match?.[1]
  return signs !== undefined && signs[0] === sign && signs.length >= length
}

function indentOf(line: string): number {
  let indent = 0
  while (line[indent] === ' ' || line[indent] === '\t') indent++
  return indent
}

function lineEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++
  return end
}

function afterLine(text: string, end: number): number {
  if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) return end + 2
  return Math.min(end + 1, text.length)
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13
}
