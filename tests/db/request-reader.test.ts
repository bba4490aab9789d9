import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { message, simpleQuery, splitMessages, sync } from '../../src/db/embedded/messages.ts'
import { type Request, RequestReader } from '../../src/db/embedded/request-reader.ts'

const startup = Buffer.from('\0\0\0\x17\0\x03\0\0user\0postgres\0\0', 'latin1')
startup.writeInt32BE(startup.length)

const parse = (name: string, text: string): Buffer =>
  message('P', Buffer.from(`${name}\0${text}\0\0\0`))
const bind = message('B', Buffer.from('\0\0\0\0\0\0\0\0'))
const execute = message('E', Buffer.from('\0\0\0\0\0'))
const flush = message('H', Buffer.alloc(0))
const copyData = (text: string): Buffer => message('d', Buffer.from(text))
const copyDone = message('c', Buffer.alloc(0))

function started(): RequestReader {
  const reader = new RequestReader()
  reader.push(startup)
  return reader
}

const kinds = (requests: Request[]): string[] => requests.map((request) => request.kind)
const textOf = (request: Request | undefined): string =>
  request && 'bytes' in request ? request.bytes.toString('latin1') : ''

describe('reading what a client sends', () => {
  test('messages up to a sync are one request, and a flush ends one without ending the query', () => {
    const reader = started()
    const requests = reader.push(
      Buffer.concat([parse('', 'select 1'), flush, bind, execute, sync(), simpleQuery('select 2')]),
    )
    expect(requests.map((request) => request.kind === 'run' && request.ends)).toEqual([
      false,
      true,
      true,
    ])
    expect(requests[1]).toMatchObject({ bytes: Buffer.concat([bind, execute, sync()]) })
  })

  test('TLS is refused, a cancel ends the connection, a startup begins it', () => {
    const ask = (code: number): Buffer => {
      const bytes = Buffer.alloc(8)
      bytes.writeInt32BE(8)
      bytes.writeInt32BE(code, 4)
      return bytes
    }
    expect(kinds(new RequestReader().push(ask(80_877_103)))).toEqual(['refuse-ssl'])
    expect(kinds(new RequestReader().push(ask(80_877_102)))).toEqual(['terminate'])
    const reader = new RequestReader()
    expect(kinds(reader.push(Buffer.concat([ask(80_877_103), startup, flush])))).toEqual([
      'refuse-ssl',
      'startup',
      'run',
    ])
  })

  test('COPY FROM STDIN is followed by its data and end, and strays after it are dropped', () => {
    const reader = started()
    const requests = reader.push(
      Buffer.concat([simpleQuery(' COPY t FROM stdin'), copyData('1\n'), copyDone, copyDone]),
    )
    expect(kinds(requests)).toEqual(['copy-start', 'copy-data', 'copy-end'])
  })

  test('a COPY FROM STDIN that the engine could not serve is turned into an error', () => {
    const reader = started()
    const [extended] = reader.push(Buffer.concat([parse('s1', 'copy t from stdin'), sync()]))
    expect(textOf(extended)).toContain('copy_from_stdin_must_be')
    expect([...splitMessages((extended as { bytes: Buffer }).bytes)]).toHaveLength(2)
    const [second] = reader.push(simpleQuery('select 1; copy t from stdin'))
    expect(textOf(second)).toContain('copy_from_stdin_must_be')
    const [harmless] = reader.push(simpleQuery("select 'copy t from stdin'"))
    expect(textOf(harmless)).toContain("select 'copy t from stdin'")
  })

  test('UNLISTEN never reaches the shared backend, and LISTEN is remembered', () => {
    const reader = started()
    expect(reader.isListening).toBe(false)
    const requests = reader.push(
      Buffer.concat([simpleQuery('unlisten "a"'), parse('', 'UNLISTEN *'), sync()]),
    )
    for (const request of requests) expect(textOf(request).toLowerCase()).not.toContain('unlisten')
    reader.push(Buffer.concat([parse('', 'listen "a"'), sync()]))
    expect(reader.isListening).toBe(true)
  })

  test('the names of prepared statements are remembered', () => {
    const reader = started()
    reader.push(Buffer.concat([parse('a1', 'select 1'), parse('', 'select 2'), sync()]))
    expect([...reader.statements]).toEqual(['a1'])
  })

  const anyMessage = fc.oneof(
    fc.string().map((text) => simpleQuery(`select '${text}'`)),
    fc.string({ maxLength: 40 }).map((text) => Buffer.concat([parse('n', text), bind, sync()])),
    fc.constant(Buffer.concat([bind, execute, flush])),
    fc.constant(Buffer.concat([simpleQuery('copy t from stdin'), copyData('1\n2\n'), copyDone])),
  )
  const cuts = fc.array(fc.nat(400), { maxLength: 12 })

  test.prop([fc.array(anyMessage, { maxLength: 8 }), cuts])(
    'however the bytes are cut on their way, the requests are the same',
    (messages, sizes) => {
      const all = Buffer.concat([startup, ...messages])
      const whole = new RequestReader().push(all)
      const reader = new RequestReader()
      const pieces: Request[] = []
      let at = 0
      for (const size of [...sizes, all.length]) {
        pieces.push(...reader.push(all.subarray(at, at + size)))
        at += size
      }
      expect(pieces).toEqual(whole)
    },
  )

  test.prop([fc.array(fc.tuple(fc.constantFrom('D', 'C', 'Z', 'A'), fc.uint8Array()))])(
    'an answer is split into exactly its messages',
    (parts) => {
      const messages = parts.map(([type, body]) => message(type, body))
      expect([...splitMessages(Buffer.concat(messages))].map((part) => Buffer.from(part))).toEqual(
        messages,
      )
    },
  )
})
