import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
} from 'yaml'
import type { z } from 'zod'
import type { Flaw } from '../errors.ts'

export type YamlResult<T> = { value: T | null; flaws: Flaw[] }

/**
 * Parses YAML and validates it, every fault with its line and column in `file`.
 * Anchors, aliases and custom tags are refused: what is written is what is meant.
 * `value` is null as soon as there is one error.
 */
export function readYaml<T>(source: string, schema: z.ZodType<T>, file: string): YamlResult<T> {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, merge: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const broken = [...document.errors, ...document.warnings].map(
    (error): Flaw => ({
      severity: 'error',
      rule: 'yaml',
      message: error.message.split('\n')[0] ?? 'not valid YAML',
      ...at(error.pos[0]),
    }),
  )
  if (broken.length > 0) return { value: null, flaws: broken }
  let plain: unknown
  try {
    plain = document.toJS({ maxAliasCount: 0 })
  } catch {
    const message = 'anchors and aliases (& and *) are not allowed; write the value out'
    return { value: null, flaws: [{ severity: 'error', rule: 'yaml', message, ...at(0) }] }
  }
  const checked = schema.safeParse(plain)
  if (checked.success) return { value: checked.data, flaws: [] }
  const flaws = checked.error.issues.map((issue): Flaw => {
    const path = issue.path.map(String)
    const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
    const node = nodeAt(document.contents, unknownKey ? [...path, unknownKey] : path, !!unknownKey)
    const field = [...path, ...(unknownKey ? [unknownKey] : [])].join('.')
    return {
      severity: 'error',
      rule: unknownKey ? 'unknown-key' : 'bad-value',
      message: `${field || 'file'}: ${issue.message}`,
      ...at(node?.range?.[0] ?? 0),
    }
  })
  return { value: null, flaws }
}

/** The node a zod path leads to, or the nearest one above it that exists; with `key`, the key itself. */
function nodeAt(root: ParsedNode | null, path: string[], key: boolean): Node | null {
  let node: Node | null = root
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step)
      if (!pair) return node
      const wanted = key && depth === path.length - 1 ? pair.key : pair.value
      node = (wanted as Node | null) ?? (pair.key as Node)
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? node
    } else return node
  }
  return node
}
