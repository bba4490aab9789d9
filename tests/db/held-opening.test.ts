import { describe, expect, test } from 'vitest'
import {
  errorResponse,
  message,
  simpleQuery,
  splitMessages,
} from '../../src/db/embedded/messages.ts'
import { HeldOpening } from '../../src/db/held-opening.ts'

const BEGIN = simpleQuery('begin isolation level repeatable read read only')
const SETTINGS = simpleQuery(
  '\n set local role sidecue_customer;\n set local statement_timeout = 3 \n',
)
const done = (tag: string): Buffer => message('C', Buffer.from(`${tag}\0`))
const ready = (status: string): Buffer => message('Z', Buffer.from(status))
const types = (bytes: Uint8Array | undefined): string =>
  [...splitMessages(bytes ?? new Uint8Array())]
    .map((part) => String.fromCharCode(part[0]!))
    .join('')

const ANSWERS = Buffer.concat([
  ...[done('BEGIN'), ready('T'), done('SET'), done('SET'), ready('T')],
  ...[done('SELECT 1'), ready('T')],
])

function open(): HeldOpening {
  const opening = new HeldOpening(() => 0)
  opening.heard(ready('I'))
  return opening
}

describe('opening a transaction without waiting', () => {
  test('begin and settings are answered at once and sent with the first statement', () => {
    const opening = open()
    expect(types(opening.hold(BEGIN))).toBe('CZ')
    expect(types(opening.hold(SETTINGS))).toBe('CCZ')
    expect(opening.hold(simpleQuery('select 1'))).toBeUndefined()
    expect(opening.release()).toEqual([BEGIN, SETTINGS])
    expect(opening.release()).toEqual([])
  })

  test('the client gets only the answer to its own statement, wherever the bytes are cut', () => {
    for (let cut = 0; cut <= ANSWERS.length; cut += 1) {
      const opening = open()
      opening.hold(BEGIN)
      opening.hold(SETTINGS)
      opening.release()
      const heard = [ANSWERS.subarray(0, cut), ANSWERS.subarray(cut)].map((part) =>
        opening.heard(part),
      )
      expect(Buffer.concat(heard)).toEqual(Buffer.concat([done('SELECT 1'), ready('T')]))
      expect(opening.heard(done('SELECT 2'))).toEqual(done('SELECT 2'))
    }
  })

  test('notices and notifications that come in between are told', () => {
    const opening = open()
    opening.hold(BEGIN)
    opening.release()
    const notified = message('A', Buffer.from('0000channel\0text\0'))
    expect(opening.heard(Buffer.concat([done('BEGIN'), notified, ready('T')]))).toEqual(notified)
  })

  test('what failed of it is told in place of the statement that failed with it', () => {
    const opening = open()
    opening.hold(BEGIN)
    opening.hold(SETTINGS)
    opening.release()
    const fault = errorResponse('ERROR', '42501', 'permission denied to set role')
    const aborted = errorResponse('ERROR', '25P02', 'current transaction is aborted')
    const heard = opening.heard(
      Buffer.concat([done('BEGIN'), ready('T'), fault, ready('E'), aborted, ready('E')]),
    )
    expect(Buffer.from(heard)).toEqual(Buffer.concat([fault, ready('E')]))
    expect(opening.heard(aborted)).toEqual(aborted)
  })

  test('nothing is held on a connection that has been silent, nor what is no opening', () => {
    let now = 0
    const opening = new HeldOpening(() => now)
    expect(opening.hold(BEGIN)).toBeUndefined()
    opening.heard(ready('I'))
    now = 1_001
    expect(opening.hold(BEGIN)).toBeUndefined()
    opening.heard(ready('I'))
    expect(opening.hold(SETTINGS)).toBeUndefined()
    expect(opening.hold(simpleQuery('begin; drop table x'))).toBeUndefined()
    expect(opening.hold(Buffer.concat([BEGIN, SETTINGS]))).toBeUndefined()
    opening.hold(BEGIN)
    expect(opening.hold(simpleQuery("set local role x; select 'set'"))).toBeUndefined()
  })
})
