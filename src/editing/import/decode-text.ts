import { AppError } from '../../errors.ts'

/** Bytes that may name their encoding. */
const HEAD_LENGTH = 2_048
const DECLARED =
  /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w-]+)|@charset\s+"([\w-]+)"/iu

/**
 * The text of a file: by its byte order mark, by `encoding`, by what it declares, else as UTF-8. Line ends become `\n`.
 * Throws `BAD_INPUT` with the place of the first byte that does not fit.
 */
export function decodeText(bytes: Uint8Array, file: string, encoding?: string): string {
  const name = encoding ?? markOf(bytes) ?? declaredIn(bytes) ?? 'utf-8'
  const decoder = openDecoder(name, file)
  try {
    return tidy(decoder.decode(bytes))
  } catch (cause) {
    const place = placeOfFault(bytes, name, file)
    throw new AppError('BAD_INPUT', `The file is not ${name}.`, {
      cause,
      place,
      hint: 'Name the encoding it is in: --encoding gb18030 (Simplified Chinese), --encoding big5 (Traditional Chinese).',
    })
  }
}

function openDecoder(name: string, file: string) {
  try {
    return new TextDecoder(name, { fatal: true })
  } catch (cause) {
    throw new AppError('BAD_INPUT', `No encoding is called '${name}'.`, {
      cause,
      place: { file },
      hint: 'Known are utf-8, gbk, gb18030, big5, shift_jis, windows-1252 and the others of the Encoding Standard.',
    })
  }
}

function tidy(text: string): string {
  return text
    .replace(/^\ufeff/u, '')
    .replaceAll(/\r\n?|\u2028|\u2029/gu, '\n')
    .replaceAll('\0', '\ufffd')
    .toWellFormed()
}

function markOf(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_LENGTH))
  const [, meta, xml, css] = DECLARED.exec(head) ?? []
  return meta ?? xml ?? css
}

/** Decoded piece by piece; good to the line, which is what an editor opens. */
function placeOfFault(bytes: Uint8Array, name: string, file: string) {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(bytes.subarray(0, middle), name)) low = middle
    else high = middle - 1
  }
  const before = new TextDecoder('latin1').decode(bytes.subarray(0, low)).split('\n')
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function fits(bytes: Uint8Array, name: string): boolean {
  try {
    new TextDecoder(name, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
