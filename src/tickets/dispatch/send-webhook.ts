import { type LookupAddress, lookup as lookUp } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isReachable } from './check-address.ts'
import { type Failure, type Fault, readRetryAfter } from './next-try.ts'

export type SendSettings = {
  /** Connecting, sending and reading the answer together. */
  timeoutMs: number
  /** More of an answer is not read. */
  answerBytes: number
  /** For tests and trials on one machine: http and this machine's own addresses. */
  allowLoopback: boolean
  /** How a name becomes addresses; the system's unless a test says otherwise. */
  lookUp?: Resolve
}

/** All addresses of a name, as `dns.lookup` gives them. */
export type Resolve = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export const SEND_SETTINGS: SendSettings = {
  timeoutMs: 15_000,
  answerBytes: 16_384,
  allowLoopback: false,
}

export type Message = { url: string; headers: Record<string, string>; body: string }

/** `reference`: the receiver's own number for it, where its answer names one. */
export type Sent = { ok: true; reference: string | null } | ({ ok: false } & Failure)

/**
 * Sends one signed message. No redirect is followed, no proxy used, no connection kept; each address is checked at
 * the moment of connecting, so a name that changes between a check and a connection gains nothing.
 */
export async function sendWebhook(
  { url: address, headers, body }: Message,
  settings: SendSettings,
  now: Date,
): Promise<Sent> {
  const url = new URL(address)
  const fault = faultOfAddress(url, settings)
  if (fault !== null) return { ok: false, fault }
  const signal = AbortSignal.timeout(settings.timeoutMs)
  try {
    const answer = await answerTo(url, { headers, body }, settings, signal)
    return await judgeAnswer(answer, settings, now)
  } catch (error) {
    return { ok: false, fault: signal.aborted ? 'timeout' : faultOfError(error) }
  }
}

function faultOfAddress(url: URL, { allowLoopback }: SendSettings): Fault | null {
  const host = bareHost(url)
  // A literal address is never looked up, so it is checked here.
  if (isIP(host) !== 0 && !isReachable(host, { allowLoopback })) return 'private-address'
  if (url.protocol === 'https:') return null
  const isLocal = host === 'localhost' || (isIP(host) !== 0 && allowLoopback)
  return url.protocol === 'http:' && allowLoopback && isLocal ? null : 'not-https'
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/gu, '')
}

function answerTo(
  url: URL,
  { headers, body }: Pick<Message, 'headers' | 'body'>,
  settings: SendSettings,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isPlain = url.protocol === 'http:'
  const request = isPlain ? requestHttp : requestHttps
  // Plain http reaches nothing but this machine, whatever its name resolves to.
  const isAllowed = (found: string): boolean =>
    isReachable(found, settings) && (!isPlain || !isReachable(found, { allowLoopback: false }))
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent: false,
      signal,
      lookup: checkedLookup(isAllowed, settings.lookUp ?? systemLookUp),
      headers: {
        ...headers,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      },
    })
    sent.on('response', resolve)
    sent.on('error', reject)
    sent.on('socket', (socket) => {
      socket.once('connect', () => {
        const { remoteAddress } = socket
        if (remoteAddress !== undefined && isAllowed(unmapped(remoteAddress))) return
        sent.destroy(new PrivateAddressError())
      })
    })
    sent.end(body)
  })
}

/** A socket that speaks both shows an IPv4 peer as `::ffff:…`. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/iu, '')
}

class PrivateAddressError extends Error {}

const systemLookUp: Resolve = (name, done) => {
  lookUp(name, { all: true, verbatim: true }, done)
}

/** One forbidden address among many is enough: a name of the outside has none. */
function checkedLookup(isAllowed: (address: string) => boolean, resolve: Resolve): LookupFunction {
  return (name, options, done) => {
    resolve(name, (error, addresses) => {
      if (error) return done(error, '', 0)
      const first = addresses[0]
      if (!first || !addresses.every(({ address }) => isAllowed(address)))
        return done(new PrivateAddressError(), '', 0)
      if (options.all) return done(null, addresses)
      done(null, first.address, first.family)
    })
  }
}

async function judgeAnswer(
  answer: IncomingMessage,
  { answerBytes }: SendSettings,
  now: Date,
): Promise<Sent> {
  const status = answer.statusCode ?? 0
  if (status >= 200 && status < 300) {
    // It has arrived; what else the answer says is a courtesy.
    const text = await readSome(answer, answerBytes).catch(() => '')
    return { ok: true, reference: readReference(text) }
  }
  answer.destroy()
  if (status >= 300 && status < 400) return { ok: false, fault: 'redirect' }
  const retryAfterMs = readRetryAfter(answer.headers['retry-after'], now)
  return { ok: false, fault: `http-${status}`, retryAfterMs }
}

async function readSome(answer: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) return ''
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** `{"reference": "…"}` in the answer. */
function readReference(text: string): string | null {
  try {
    const { reference } = JSON.parse(text) as { reference?: unknown }
    const isOne = typeof reference === 'string' && /^[\p{L}\p{N}._#/-]{1,100}$/u.test(reference)
    return isOne ? reference : null
  } catch {
    return null
  }
}

function faultOfError(error: unknown): Fault {
  if (error instanceof PrivateAddressError) return 'private-address'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-not-found'
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ETIMEDOUT') return 'timeout'
  return /^(?:EPROTO|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/u.test(code)
    ? 'tls'
    : 'connection'
}
