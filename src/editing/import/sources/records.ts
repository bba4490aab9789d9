import { AppError } from '../../../errors.ts'
import { decodeText } from '../decode-text.ts'
import type { SourceFile } from '../find-files.ts'

export type Fields = Record<string, unknown>

/** One record of an export, with the file and line it stands in. */
export type FoundRecord = { fields: Fields; from: string; line: number }

/** Records under one of `keys` (or a list at the top) of every JSON file. Throws `BAD_INPUT` with the place of a fault. */
export function readRecords(
  files: readonly SourceFile[],
  keys: readonly string[],
  encoding?: string,
): FoundRecord[] {
  return files.flatMap(({ path, bytes }) => {
    const text = decodeText(bytes, path, encoding)
    const whole = parse(text, path)
    const lists = Array.isArray(whole)
      ? [whole]
      : isFields(whole)
        ? keys.flatMap((key) =>
            Array.isArray(whole[key]) ? [whole[key]] : isFields(whole[key]) ? [[whole[key]]] : [],
          )
        : []
    let from = 0
    return lists
      .flat()
      .filter(isFields)
      .map((fields) => {
        const at = text.indexOf(`${JSON.stringify(fields.title ?? fields.id)}`, from)
        if (at >= 0) from = at
        return { fields, from: path, line: text.slice(0, Math.max(at, 0)).split('\n').length }
      })
  })
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const at = Number(/position (\d+)/u.exec(String(cause))?.[1] ?? 0)
    const before = text.slice(0, at).split('\n')
    throw new AppError('BAD_INPUT', 'The file is not JSON that can be read.', {
      cause,
      place: { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      hint: 'Export the help centre again, or take this file out of the folder.',
    })
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : []
}
