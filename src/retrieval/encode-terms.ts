import type { IndexTerms } from './index-terms.ts'
import { KEY_SPACE } from './term-keys.ts'

/** The terms of a chunk as a row of `app.gram_load` in PostgreSQL's binary COPY form, its chunk still 0. */
export type EncodedTerms = {
  row: Uint8Array
  /** The keys in it. */
  terms: Int32Array
  features: Int32Array
  length: number
  titleLength: number
}

const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const TRAILER = Buffer.from([0xff, 0xff])
const INT4 = 23
const FLOAT4 = 700
/** Where a row's chunk stands: after the number of fields and its own size. */
const CHUNK_AT = 6

/**
 * Sparse vectors as text are seven times slower to read in (2,100 against 14,000 a second of 400 values on the
 * embedded engine, 2026-11-21).
 */
export function encodeTerms(found: IndexTerms): EncodedTerms {
  const { terms, frequencies, words, gramKeys, gramWeights, length, titleLength } = found
  const arrayBytes = terms.length === 0 ? 12 : 20 + terms.length * 8
  const gramBytes = 12 + gramKeys.length * 8
  const row = Buffer.alloc(2 + 4 * 8 + 2 * (4 + arrayBytes) + 4 + gramBytes)
  let at = row.writeInt16BE(7, 0)
  at = row.writeInt32BE(0, row.writeInt32BE(4, at))
  at = row.writeFloatBE(length, row.writeInt32BE(4, at))
  at = row.writeFloatBE(titleLength, row.writeInt32BE(4, at))
  at = row.writeInt32BE(words, row.writeInt32BE(4, at))
  at = writeArray(row, INT4, terms, row.writeInt32BE(arrayBytes, at))
  at = writeArray(row, FLOAT4, frequencies, row.writeInt32BE(arrayBytes, at))
  at = row.writeInt32BE(gramBytes, at)
  at = row.writeInt32BE(KEY_SPACE, at)
  at = row.writeInt32BE(gramKeys.length, at)
  at = row.writeInt32BE(0, at)
  // On the wire indices count from 0, in SQL text from 1.
  for (const key of gramKeys) at = row.writeInt32BE(key - 1, at)
  for (const weight of gramWeights) at = row.writeFloatBE(weight, at)
  return { row, terms, features: gramKeys, length, titleLength }
}

/** What COPY reads: the rows, each with the key of its chunk. */
export function joinRows(rows: readonly { chunk: number; terms: EncodedTerms }[]): Buffer {
  const joined = Buffer.concat([HEADER, ...rows.map(({ terms }) => terms.row), TRAILER])
  let at = HEADER.length
  for (const { chunk, terms } of rows) {
    joined.writeInt32BE(chunk, at + CHUNK_AT)
    at += terms.row.length
  }
  return joined
}

/** `integer[]` or `real[]`: dimensions, null flag, element type, then size and lower bound of the one dimension. */
function writeArray(
  row: Buffer,
  type: typeof INT4 | typeof FLOAT4,
  values: Int32Array | Float32Array,
  from: number,
): number {
  let at = row.writeInt32BE(values.length === 0 ? 0 : 1, from)
  at = row.writeInt32BE(0, at)
  at = row.writeInt32BE(type, at)
  if (values.length === 0) return at
  at = row.writeInt32BE(values.length, at)
  at = row.writeInt32BE(1, at)
  for (const value of values) {
    at = row.writeInt32BE(4, at)
    at = type === INT4 ? row.writeInt32BE(value, at) : row.writeFloatBE(value, at)
  }
  return at
}
