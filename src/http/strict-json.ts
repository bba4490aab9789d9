import { createHash } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { AppEnv } from './app-env.ts'
import { formatPath } from './field-faults.ts'

/** 300 turns of 8,000 Chinese characters as UTF-8 stay below it. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024
const MAX_DEPTH = 32

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])

/**
 * Reads a request's body once and refuses what must not get further: too many bytes, bytes that are
 * not UTF-8, malformed JSON, NUL characters and lone surrogates (no database stores them).
 */
export const strictJson = createMiddleware<AppEnv>(async (c, next) => {
  if (WITH_BODY.has(c.req.method)) {
    const bytes = await readWithin(c.req.raw, MAX_BODY_BYTES)
    const hash = createHash('sha256').update(`${c.req.method} ${c.req.path}\n`).update(bytes)
    c.set('requestHash', hash.digest('hex'))
    const type = c.req.header('content-type')
    if (bytes.length > 0 && !/^application\/json\s*(;|$)/iu.test(type ?? '')) throw notJson()
    const text = bytes.length > 0 ? decode(bytes) : '{}'
    parseStrict(text, 'body')
    // The validators take the body from here: the stream has been read.
    c.req.bodyCache.text = Promise.resolve(text) as never
  }
  await next()
})

async function readWithin(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  if (!request.body) return new Uint8Array()
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body) {
    size += piece.byteLength
    if (size > limit) throw tooLarge()
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'The body is not valid UTF-8.', { cause })
  }
}

/** JSON without what no database stores. Throws `BAD_REQUEST`; `what` names the text in its message. */
export function parseStrict(text: string, what: 'body' | 'frame'): unknown {
  const value = parse(text, what)
  refuseUnstorable(value)
  return value
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the text, so it is not passed on.
    throw new AppError('BAD_REQUEST', `The ${what} is not valid JSON.`, {
      hint: 'Check for a missing bracket, a trailing comma or a cut-off transfer.',
    })
  }
}

function refuseUnstorable(body: unknown): void {
  const open: { value: unknown; path: PropertyKey[] }[] = [{ value: body, path: [] }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next
    if (typeof value === 'string') refuseUnstorableText(value, path)
    if (typeof value !== 'object' || value === null) continue
    if (path.length >= MAX_DEPTH) throw badField(path.slice(0, 3), 'Nested too deeply.')
    for (const [key, inner] of Object.entries(value)) {
      const isIndex = Array.isArray(value)
      if (!isIndex) refuseUnstorableText(key, path)
      open.push({ value: inner, path: [...path, key] })
    }
  }
}

function refuseUnstorableText(text: string, path: PropertyKey[]): void {
  if (text.includes('\u0000')) throw badField(path, 'Contains a NUL character.')
  if (!text.isWellFormed()) throw badField(path, 'Contains half of a surrogate pair.')
}

function badField(path: PropertyKey[], message: string): AppError {
  return new AppError('BAD_REQUEST', message, { place: { field: formatPath(path) } })
}

function tooLarge(): AppError {
  return new AppError('TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES} bytes.`, {
    hint: 'Send fewer turns in one request.',
  })
}

function notJson(): AppError {
  return new AppError('BAD_REQUEST', 'The body must be JSON.', {
    hint: 'Send the header "Content-Type: application/json".',
  })
}
