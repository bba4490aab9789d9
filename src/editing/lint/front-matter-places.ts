import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Place } from './types.ts'

const BLOCK = /^---[ \t]*(?:\r\n|\n|\r)([\s\S]*?)^---[ \t]*$/m

/** Where the keys of a front matter and the entries of its lists stand: `title`, `asks.0`, `must_not.1`. */
export function frontMatterPlaces(source: string): Record<string, Place> {
  const match = source.startsWith('---') ? BLOCK.exec(source) : null
  const yaml = match?.[1]
  if (yaml === undefined) return {}
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, logLevel: 'silent' })
  const places: Record<string, Place> = {}
  const put = (name: string, node: unknown): void => {
    const at = isNode(node) ? node.range?.[0] : undefined
    if (at === undefined) return
    const { line, col } = lines.linePos(at)
    places[name] = { line: line + 1, column: col }
  }
  if (!isMap(document.contents)) return places
  for (const { key, value } of document.contents.items) {
    const name = isScalar(key) ? String(key.value) : ''
    put(name, value ?? key)
    if (!isSeq(value)) continue
    for (const [index, entry] of value.items.entries()) put(`${name}.${index}`, entry)
  }
  return places
}
