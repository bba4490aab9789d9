import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../errors.ts'

/** A receiver refuses what was signed longer ago, or later than its own clock by more. */
export const TOLERANCE_S = 5 * 60

const PREFIX = 'whsec_'
const LEAST_BYTES = 24
const MOST_BYTES = 64

/**
 * Reads `whsec_…` secrets, separated by spaces: the first is the current one, the others are still accepted while a
 * receiver changes over. Throws `BAD_INPUT` without repeating any of it.
 */
export function readSecrets(setting: string, name: string): Buffer[] {
  const secrets = setting.trim().split(/\s+/u).map(readSecret)
  if (secrets.every((secret) => secret !== null)) return secrets
  throw new AppError('BAD_INPUT', `${name} is not a webhook secret.`, {
    hint: `Expected '${PREFIX}' and ${LEAST_BYTES} to ${MOST_BYTES} bytes in base64, e.g. ${PREFIX}$(openssl rand -base64 32).`,
    place: { field: name },
  })
}

function readSecret(text: string): Buffer | null {
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : ''
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(base64)) return null
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : null
}

export type Signed = { id: string; timestamp: number; body: string }

/** Headers by Standard Webhooks 1.0: `v1,` and HMAC-SHA256 over `id.timestamp.body`, one for each secret. */
export function signatureHeaders(
  secrets: readonly Buffer[],
  { id, timestamp, body }: Signed,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const signatures = secrets.map(
    (secret) => `v1,${hmacOf(secret, { id, timestamp, body }).toString('base64')}`,
  )
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}

/** The receiver's side: whether one of the signatures is right and not too old. Takes the same time for every wrong one. */
export function isSignedBy(
  secret: Buffer,
  headers: { id: string; timestamp: string; signature: string },
  body: string,
  nowS: number,
): boolean {
  const timestamp = Number(headers.timestamp)
  if (!Number.isSafeInteger(timestamp) || Math.abs(nowS - timestamp) > TOLERANCE_S) return false
  const expected = hmacOf(secret, { id: headers.id, timestamp, body })
  const matches = headers.signature.split(' ').filter((one) => {
    if (!one.startsWith('v1,')) return false
    const given = Buffer.from(one.slice(3), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return matches.length > 0
}

function hmacOf(secret: Buffer, { id, timestamp, body }: Signed): Buffer {
  return createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest()
}
