import { isDeepStrictEqual } from 'node:util'
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  type YAMLSeq,
} from 'yaml'
import { AppError } from '../../errors.ts'

/** One entry of a list in the front matter of an article. */
export type Entry = { key: 'asks'; value: string } | { key: 'must_not'; value: MustNot }
export type MustNot = { ask: string; why: string }

/** `---`, the YAML, `---`: as `articles/` reads it. */
const FRONT_MATTER = /^(---[ \t]*(?:\r\n|\n|\r))([\s\S]*?)(^---[ \t]*$)/m

/**
 * The article with an entry more at the end of a list; made where there is none. Nothing else of the file changes by a
 * character: comments, quotes and line ends stay. Throws `CONFLICT` where it is there already or the file cannot be edited safely.
 */
export function addEntry(source: string, entry: Entry): string {
  const { before, yaml, after } = cut(source)
  const document = parse(yaml)
  const known = listOf(document, entry.key)
  if (known.some((one) => isSame(one, entry)))
    throw new AppError('CONFLICT', `The article lists this under '${entry.key}' already.`, {
      hint: 'Nothing has to be written; reject the proposal to see it no more.',
    })
  const edited = insert(yaml, document, entry)
  const expected = { ...plain(document), [entry.key]: [...known, entry.value] }
  return joined({ before, yaml: edited, after }, expected)
}

/** The article without the entry that `isMeant`; null where there is none. */
export function removeEntry(
  source: string,
  key: Entry['key'],
  isMeant: (value: unknown) => boolean,
): string | null {
  const { before, yaml, after } = cut(source)
  const document = parse(yaml)
  const known = listOf(document, key)
  const at = known.findIndex(isMeant)
  if (at < 0) return null
  const edited = takeOut(yaml, document, key, at)
  const rest = known.toSpliced(at, 1)
  const { [key]: _, ...others } = plain(document)
  const expected = rest.length === 0 && edited.isListGone ? others : { ...others, [key]: rest }
  return joined({ before, yaml: edited.yaml, after }, expected)
}

type Cut = { before: string; yaml: string; after: string }

function cut(source: string): Cut {
  const [, open, yaml] = FRONT_MATTER.exec(source) ?? []
  if (open === undefined || yaml === undefined) throw cannotEdit('it has no front matter')
  return { before: open, yaml, after: source.slice(open.length + yaml.length) }
}

function parse(yaml: string): Document.Parsed {
  const document = parseDocument(yaml, { uniqueKeys: true, prettyErrors: false })
  if (document.errors.length > 0 || !isMap(document.contents))
    throw cannotEdit('its front matter is not valid')
  return document
}

function plain(document: Document): Record<string, unknown> {
  return document.toJS({ maxAliasCount: 0 }) as Record<string, unknown>
}

function listOf(document: Document, key: Entry['key']): unknown[] {
  const value = plain(document)[key]
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  throw cannotEdit(`its '${key}' is not a list`)
}

function isSame(known: unknown, { value }: Entry): boolean {
  const askOf = (one: unknown) =>
    typeof one === 'string' ? one : String((one as MustNot | null)?.ask)
  return askOf(known).trim() === askOf(value).trim()
}

/** What was edited has to read as what was there and the change, and as nothing else. */
function joined({ before, yaml, after }: Cut, expected: Record<string, unknown>): string {
  const read = parseDocument(yaml, { uniqueKeys: true, prettyErrors: false })
  if (read.errors.length > 0 || !isDeepStrictEqual(plain(read), expected))
    throw cannotEdit('its front matter is written in a way that cannot be edited safely')
  return before + yaml + after
}

function insert(yaml: string, document: Document.Parsed, { key, value }: Entry): string {
  const eol = /\r\n|\n|\r/.exec(yaml)?.[0] ?? '\n'
  const node = document.get(key, true)
  if (isSeq(node) && node.items.length > 0) {
    return isFlowCollection(node)
      ? insertFlow(yaml, node, value)
      : insertBlock(yaml, node, value, eol)
  }
  const block = `${key}:${eol}${blockLines(value, '  ', eol)}`
  // `asks:`, `asks: []` and `asks: ~` are replaced where they stand; else the list comes last.
  if (!document.has(key)) return `${yaml}${yaml === '' || /[\r\n]$/.test(yaml) ? '' : eol}${block}`
  const [start, end] = pairRange(yaml, document, key)
  const line = yaml.slice(start, end)
  const comment = /(?:^|[ \t])(#.*)$/u.exec(line.replace(/[\r\n]+$/u, ''))?.[1]
  const head = comment === undefined ? `${key}:${eol}` : `${key}: ${comment}${eol}`
  return `${yaml.slice(0, start)}${head}${blockLines(value, '  ', eol)}${yaml.slice(end)}`
}

function insertBlock(yaml: string, list: YAMLSeq, value: Entry['value'], eol: string): string {
  const last = list.items.at(-1) as Node
  const end = lineEnd(yaml, lastCharacter(last))
  const first = list.items[0] as Node
  // From the dash of the first entry back to the start of its line: the indentation of the list.
  const dash = yaml.lastIndexOf('-', first.range![0] - 1)
  const indent = yaml.slice(lineStart(yaml, dash), dash)
  if (/\S/.test(indent)) throw cannotEdit('its list does not begin on a line of its own')
  const broken = /[\r\n]$/.test(yaml.slice(0, end)) ? '' : eol
  return `${yaml.slice(0, end)}${broken}${blockLines(value, indent, eol)}${yaml.slice(end)}`
}

function insertFlow(yaml: string, list: YAMLSeq, value: Entry['value']): string {
  const at = (list.items.at(-1) as Node).range![1]
  return `${yaml.slice(0, at)}, ${JSON.stringify(value)}${yaml.slice(at)}`
}

function blockLines(value: Entry['value'], indent: string, eol: string): string {
  const lines = stringify([value], { lineWidth: 0 }).trimEnd().split('\n')
  return lines.map((line) => `${indent}${line}${eol}`).join('')
}

function takeOut(
  yaml: string,
  document: Document.Parsed,
  key: Entry['key'],
  at: number,
): { yaml: string; isListGone: boolean } {
  const list = document.get(key, true) as YAMLSeq
  const item = list.items[at] as Node
  const without = (start: number, end: number) => yaml.slice(0, start) + yaml.slice(end)
  if (isFlowCollection(list)) {
    const [start, end] = item.range as [number, number, number]
    const next = list.items[at + 1] as Node | undefined
    const before = list.items[at - 1] as Node | undefined
    if (next) return { yaml: without(start, next.range![0]), isListGone: false }
    return { yaml: without(before ? before.range![1] : start, end), isListGone: false }
  }
  if (list.items.length === 1) {
    const [start, end] = pairRange(yaml, document, key)
    return { yaml: without(start, end), isListGone: true }
  }
  const dash = yaml.lastIndexOf('-', item.range![0] - 1)
  return {
    yaml: without(lineStart(yaml, dash), lineEnd(yaml, lastCharacter(item))),
    isListGone: false,
  }
}

function isFlowCollection(node: Node): boolean {
  return 'flow' in node && node.flow === true
}

/** From the key to the end of the last line of its value. */
function pairRange(yaml: string, document: Document.Parsed, key: string): [number, number] {
  const pair = isMap(document.contents)
    ? document.contents.items.find((one) => isScalar(one.key) && one.key.value === key)
    : undefined
  const name = pair?.key as Node | undefined
  if (!pair || !name) throw cannotEdit(`its '${key}' cannot be found`)
  const value = pair.value as Node | null
  const isEmpty = value === null || (isScalar(value) && value.source === '')
  return [
    lineStart(yaml, name.range![0]),
    lineEnd(yaml, isEmpty ? name.range![1] : lastCharacter(value)),
  ]
}

/** Where the value of a node ends, not the comments and blank lines after it. */
function lastCharacter(node: Node): number {
  if (isMap(node) && !isFlowCollection(node)) {
    const value = node.items.at(-1)?.value as Node | null | undefined
    return value ? lastCharacter(value) : node.range![1]
  }
  if (isSeq(node) && !isFlowCollection(node)) {
    const value = node.items.at(-1) as Node | undefined
    return value ? lastCharacter(value) : node.range![1]
  }
  return node.range![1]
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1
}

/** Behind the line break that follows; a block scalar ends behind its own. */
function lineEnd(text: string, at: number): number {
  if (at > 0 && /[\r\n]/.test(text[at - 1]!)) return at
  const rest = /\r\n|\n|\r/.exec(text.slice(at))
  return rest === null ? text.length : at + rest.index + rest[0].length
}

function cannotEdit(why: string): AppError {
  return new AppError('CONFLICT', `The article cannot be edited: ${why}.`, {
    hint: 'Write the line into the front matter by hand.',
  })
}
