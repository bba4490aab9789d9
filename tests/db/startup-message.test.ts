import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { simpleQuery, sync } from '../../src/db/embedded/messages.ts'
import { cleanStartup, PADDING } from '../../src/db/startup-message.ts'

function startup(parameters: Record<string, string>): Buffer {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}\0${value}\0`)
  const bytes = Buffer.from(`\0\0\0\0\0\x03\0\0${pairs.join('')}\0`)
  bytes.writeUInt32BE(bytes.length)
  return bytes
}

const plain = startup({ user: 'me', database: 'mine', application_name: 'sidecue' })
const padded = startup({ user: 'me', database: 'mine', ...PADDING, application_name: 'sidecue' })
const stale = fc.array(fc.oneof(fc.string().map(simpleQuery), fc.constant(sync())), {
  maxLength: 5,
})

describe('the first bytes of a connection', () => {
  test('are long enough to be sent at once, and lose the padding', () => {
    expect(padded.length).toBeGreaterThanOrEqual(1024)
    expect(cleanStartup(padded)).toEqual(plain)
  })

  test.prop([stale, stale])(
    'lose what a broken connection has left in front, and keep what follows',
    (before, after) => {
      const following = Buffer.concat(after)
      const bytes = Buffer.concat([...before, padded, following])
      expect(cleanStartup(bytes)).toEqual(Buffer.concat([plain, following]))
      expect(cleanStartup(Buffer.concat([plain, following]))).toEqual(
        Buffer.concat([plain, following]),
      )
    },
  )
})
