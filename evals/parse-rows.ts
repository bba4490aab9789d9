import { isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { AppError } from '../src/errors.ts'

/** A row before it is checked, and the line it begins in, from 1. */
export type ParsedRow = { value: unknown; line: number }

/** One JSON object per line; empty lines are left out. Throws `BAD_INPUT` with the line. */
export function parseJsonLines(source: string, file: string): ParsedRow[] {
  return source.split('\n').flatMap((text, i) => {
    if (text.trim() === '') return []
    try {
      return [{ value: JSON.parse(text), line: i + 1 }]
    } catch (cause) {
      throw new AppError('BAD_INPUT', 'This line is not JSON.', {
        place: { file, line: i + 1 },
        hint: 'One case is one JSON object on one line.',
        cause,
      })
    }
  })
}

/** A YAML list of cases. Throws `BAD_INPUT` with line and column. */
export function parseYamlList(source: string, file: string): ParsedRow[] {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, merge: false })
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const [error] = [...document.errors, ...document.warnings]
  if (error) {
    const message = error.message.split('\n')[0] ?? 'This file is not YAML.'
    throw new AppError('BAD_INPUT', message, { place: placeOf(error.pos[0]), cause: error })
  }
  if (document.contents === null) return []
  if (!isSeq(document.contents)) {
    throw new AppError('BAD_INPUT', 'This file is not a list of cases.', {
      place: placeOf(document.contents.range?.[0] ?? 0),
      hint: 'Each case begins with a dash: - id: q-001',
    })
  }
  return document.contents.items.map((item) => {
    const node = item as Node
    const place = placeOf(node.range?.[0] ?? 0)
    try {
      return { value: node.toJS(document, { maxAliasCount: 0 }), line: place.line }
    } catch (cause) {
      throw new AppError('BAD_INPUT', 'Anchors and aliases (& and *) are not allowed.', {
        ...{ place, cause },
        hint: 'Write the value out.',
      })
    }
  })
}
