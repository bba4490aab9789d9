import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Flaw } from '../articles/index.ts'
import { fileFlaw } from './file-flaws.ts'
import { type FoundFile, MAX_BYTES } from './walk-folder.ts'

/** A file's bytes as a hash, with its text or what keeps it from being one. */
export type ReadFile = { path: string; hash: string; text: string; flaw?: undefined } | BadFile
export type BadFile = { path: string; hash: string; flaw: Flaw; text?: undefined }

/** Reads one file. What cannot be an article comes with a flaw instead of a text. */
export function readArticleFile(file: FoundFile): ReadFile {
  const { path, size } = file
  if (size > MAX_BYTES) {
    return bad(path, `size ${size}`, 'file-too-large', 'The file is too large for an article.', {
      found: `${size.toLocaleString('en')} bytes`,
      allowed: `at most ${MAX_BYTES.toLocaleString('en')} bytes; split it`,
    })
  }
  const bytes = readBytes(file)
  if (!(bytes instanceof Uint8Array)) return bytes
  const digest = hashOf(bytes)
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    const at = firstInvalid(bytes)
    return bad(path, digest, 'invalid-utf8', 'The file is not valid UTF-8.', {
      ...placeOf(bytes, at),
      found: `byte 0x${(bytes[at] ?? 0).toString(16)}`,
      allowed: 'UTF-8',
    })
  }
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    return bad(path, digest, 'nul-byte', 'The file holds a NUL byte.', {
      ...placeOf(bytes, bytes.indexOf(0)),
      found: 'U+0000',
      allowed: 'text',
    })
  }
  return { path, hash: digest, text }
}

/** The hash alone, to see whether a file has changed; the same that `readArticleFile` gives. */
export function hashFile(file: FoundFile): string {
  if (file.size > MAX_BYTES) return hashOf(`size ${file.size}`)
  const bytes = readBytes(file)
  return bytes instanceof Uint8Array ? hashOf(bytes) : bytes.hash
}

/** A byte order mark stays: it is a flaw of its own. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readBytes(file: FoundFile): Uint8Array | BadFile {
  try {
    return readFileSync(file.absolute)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'an unknown fault'
    return bad(file.path, code, 'unreadable', 'The file cannot be read.', {
      found: code,
      allowed: 'a file that this process may read',
    })
  }
}

function hashOf(content: Uint8Array | string): string {
  return hash('sha256', content, 'hex')
}

type More = { found?: string; allowed?: string; line?: number; column?: number }

function bad(path: string, state: string, rule: string, message: string, more: More): BadFile {
  const digest = /^[0-9a-f]{64}$/.test(state) ? state : hashOf(state)
  return { path, hash: digest, flaw: fileFlaw(path, rule, message, more) }
}

function placeOf(bytes: Uint8Array, at: number): { line: number; column: number } {
  const before = Buffer.from(bytes.subarray(0, at)).toString('utf8')
  const lastLine = before.slice(before.lastIndexOf('\n') + 1)
  return { line: before.split('\n').length, column: lastLine.length + 1 }
}

/** Index of the first byte that begins no character: the longest valid beginning, found by halving. */
function firstInvalid(bytes: Uint8Array): number {
  let low = 0
  let high = bytes.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (isValidBeginning(bytes.subarray(0, middle))) low = middle
    else high = middle - 1
  }
  return Math.min(low, bytes.length - 1)
}

function isValidBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
