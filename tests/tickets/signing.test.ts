import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { GIVE_UP_MS, nextTry, readRetryAfter } from '../../src/tickets/dispatch/next-try.ts'
import { isSignedBy, readSecrets, signatureHeaders } from '../../src/tickets/dispatch/sign.ts'

const BYTES = Buffer.alloc(32, 7)
const SECRET = `whsec_${BYTES.toString('base64')}`
const SENT = { id: 'd-1', timestamp: 1_674_087_231, body: '{"type":"ticket.approved"}' }

/** As the specification words it, without any of our code. */
function byTheBook(secret: Buffer): string {
  const signed = `${SENT.id}.${SENT.timestamp}.${SENT.body}`
  return `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`
}

function received(headers: Record<string, string>) {
  return {
    id: headers['webhook-id']!,
    timestamp: headers['webhook-timestamp']!,
    signature: headers['webhook-signature']!,
  }
}

describe('signing', () => {
  test('is that of Standard Webhooks, with the published vector', () => {
    const [secret] = readSecrets('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'S')
    const headers = signatureHeaders([secret!], {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    })
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  test('while a secret is changed there is a signature for each, and either receiver takes it', () => {
    const other = Buffer.alloc(24, 9)
    const secrets = readSecrets(`${SECRET} whsec_${other.toString('base64')}`, 'S')
    const headers = signatureHeaders(secrets, SENT)
    expect(headers['webhook-signature']).toBe(`${byTheBook(BYTES)} ${byTheBook(other)}`)
    for (const secret of [BYTES, other])
      expect(isSignedBy(secret, received(headers), SENT.body, SENT.timestamp)).toBe(true)
  })

  test('a changed body, id, time or secret, an old message and rubbish are not taken', () => {
    const sent = received(signatureHeaders([BYTES], SENT))
    const is = (headers: Partial<typeof sent>, body = SENT.body, nowS = SENT.timestamp) =>
      isSignedBy(BYTES, { ...sent, ...headers }, body, nowS)
    expect(is({})).toBe(true)
    expect(is({}, `${SENT.body} `)).toBe(false)
    expect(is({ id: 'd-2' })).toBe(false)
    expect(is({ timestamp: String(SENT.timestamp + 1) })).toBe(false)
    expect(is({ timestamp: '1e400' })).toBe(false)
    expect(is({}, SENT.body, SENT.timestamp + 301)).toBe(false)
    expect(is({}, SENT.body, SENT.timestamp - 301)).toBe(false)
    for (const signature of [
      '',
      'v1,',
      'v1,AAAA',
      sent.signature.slice(3),
      `v2${sent.signature.slice(2)}`,
    ])
      expect(is({ signature }), signature).toBe(false)
    expect(isSignedBy(Buffer.alloc(32), sent, SENT.body, SENT.timestamp)).toBe(false)
  })

  test.each([
    '',
    'secret',
    'whsec_',
    'whsec_short',
    `whsec_${'A'.repeat(200)}`,
    BYTES.toString('base64'),
  ])('a setting that is no secret is refused and not repeated: %s', (setting) => {
    expect(() => readSecrets(setting, 'SIDECUE_HOOK_DESK')).toThrow(
      expect.objectContaining({
        code: 'BAD_INPUT',
        message: 'SIDECUE_HOOK_DESK is not a webhook secret.',
      }),
    )
  })
})

describe('trying again', () => {
  const createdAt = new Date('2026-11-22T00:00:00Z')
  const wait = (
    fault: Parameters<typeof nextTry>[0]['fault'],
    tries: number,
    retryAfterMs?: number,
  ) => {
    const next = nextTry({ fault, retryAfterMs }, { tries, createdAt, now: createdAt, chance: 0.5 })
    return next && next.getTime() - createdAt.getTime()
  }

  test('waits longer each time, to four hours, and spreads what failed together', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30].map((tries) => wait('http-500', tries))
    expect(waits).toEqual(
      [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 14_400, 14_400].map((s) => s * 1_000),
    )
    const at = (chance: number) =>
      nextTry({ fault: 'timeout' }, { tries: 3, createdAt, now: createdAt, chance })!.getTime()
    expect([at(0) - +createdAt, at(1) - +createdAt]).toEqual([96_000, 144_000])
  })

  test('a receiver that answers 500 for a day is still tried after it, and given up after three', () => {
    let now = createdAt
    let tries = 0
    let afterADay = 0
    for (;;) {
      tries += 1
      const next = nextTry({ fault: 'http-500' }, { tries, createdAt, now, chance: 0.5 })
      if (next === null) break
      if (+next - +createdAt < 24 * 3_600_000) afterADay = tries
      now = next
    }
    expect(afterADay).toBeGreaterThan(8)
    expect(tries).toBeGreaterThan(afterADay + 5)
    expect(+now - +createdAt).toBeGreaterThanOrEqual(GIVE_UP_MS)
  })

  test('waits as long as the receiver asks, a day at most', () => {
    expect(wait('http-429', 1, 600_000)).toBe(600_000)
    expect(wait('http-503', 3, 1_000)).toBe(120_000)
    expect(wait('http-503', 1, 90 * 24 * 3_600_000)).toBe(24 * 3_600_000)
    expect(readRetryAfter('120', createdAt)).toBe(120_000)
    expect(readRetryAfter('Sun, 22 Nov 2026 00:10:00 GMT', createdAt)).toBe(600_000)
    expect(readRetryAfter('Sat, 21 Nov 2026 00:10:00 GMT', createdAt)).toBe(0)
    for (const odd of ['soon', '', '-5', undefined])
      expect(readRetryAfter(odd, createdAt)).toBe(undefined)
  })

  test('what does not heal by itself is not tried again by itself', () => {
    for (const fault of [
      'redirect',
      'private-address',
      'not-https',
      'http-410',
      'http-400',
    ] as const)
      expect(wait(fault, 1), fault).toBe(null)
    for (const fault of [
      'http-401',
      'http-404',
      'http-408',
      'http-429',
      'tls',
      'no-secret',
      'refused',
    ] as const)
      expect(wait(fault, 1), fault).toBe(5_000)
  })
})
