import type { LookupAddress } from 'node:dns'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  SEND_SETTINGS,
  type SendSettings,
  sendWebhook,
} from '../../src/tickets/dispatch/send-webhook.ts'
import { openReceiver, type Receiver } from './receiver.ts'

const TRIAL: SendSettings = { ...SEND_SETTINGS, allowLoopback: true, timeoutMs: 400 }
const BODY = '{"type":"ticket.approved","data":{"字段":"值"}}'

let receiver: Receiver
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

function send(url: string, settings: Partial<SendSettings> = {}) {
  const message = { url, headers: { 'webhook-id': 'd-1' }, body: BODY }
  return sendWebhook(message, { ...TRIAL, ...settings }, new Date('2026-11-22T00:00:00Z'))
}

/** A name that resolves to other addresses each time it is asked for. */
function resolvesTo(...answers: string[][]): NonNullable<SendSettings['lookUp']> {
  let asked = 0
  return (_, done) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)]!
    done(
      null,
      addresses.map(
        (address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
      ),
    )
  }
}

describe('sending', () => {
  test('the body arrives byte for byte, once, with its headers; the answer may name a reference', async () => {
    receiver.answer = (response) => response.writeHead(201).end('{"reference":"INC-4711"}')
    expect(await send(receiver.url)).toEqual({ ok: true, reference: 'INC-4711' })
    expect(receiver.received).toMatchObject([
      { path: '/hook', body: BODY, headers: { 'webhook-id': 'd-1' } },
    ])
    expect(receiver.received[0]!.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test.each(['', 'ok', '{"reference":7}', '{"reference":"<script>"}', 'null', '[]'])(
    'an answer that names none is as good: %s',
    async (text) => {
      receiver.answer = (response) => response.writeHead(200).end(text)
      expect(await send(receiver.url)).toEqual({ ok: true, reference: null })
    },
  )

  test('an endless answer to a message that has arrived is not read', async () => {
    receiver.answer = (response) => {
      response.writeHead(200)
      const more = () => response.write('x'.repeat(65_536)) && setImmediate(more)
      response.on('drain', more)
      more()
    }
    expect(await send(receiver.url, { timeoutMs: 3_000 })).toEqual({ ok: true, reference: null })
  })

  test.each([400, 401, 404, 410, 429, 500, 503])('%i is a failure of its own', async (status) => {
    receiver.answer = (response) => response.writeHead(status, { 'retry-after': '30' }).end('no')
    expect(await send(receiver.url)).toEqual({
      ok: false,
      fault: `http-${status}`,
      retryAfterMs: 30_000,
    })
  })

  test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
    const other = await openReceiver()
    receiver.answer = (response) => response.writeHead(status, { location: other.url }).end()
    expect(await send(receiver.url)).toEqual({ ok: false, fault: 'redirect' })
    expect(other.received).toEqual([])
    await other.close()
  })

  test('who never answers, or drips, is given up in time', async () => {
    receiver.answer = () => undefined
    const started = performance.now()
    expect(await send(receiver.url)).toEqual({ ok: false, fault: 'timeout' })
    expect(performance.now() - started).toBeLessThan(3_000)
    const mute = createServer(() => undefined)
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as { port: number }
    expect(await send(`http://127.0.0.1:${port}/`)).toEqual({ ok: false, fault: 'timeout' })
    mute.close()
  })

  test('who hangs up, is not there or speaks no TLS is told apart', async () => {
    receiver.answer = (response) => response.destroy()
    expect(await send(receiver.url)).toEqual({ ok: false, fault: 'connection' })
    const { port } = receiver
    expect(await send(`https://127.0.0.1:${port}/`)).toMatchObject({ ok: false, fault: 'tls' })
    await receiver.close()
    expect(await send(`http://127.0.0.1:${port}/`)).toEqual({ ok: false, fault: 'refused' })
    receiver = await openReceiver()
  })

  test('a name that is none', async () => {
    const lookUp: NonNullable<SendSettings['lookUp']> = (_, done) =>
      done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
    expect(await send('https://desk.example/', { lookUp })).toEqual({
      ok: false,
      fault: 'name-not-found',
    })
  })
})

describe('addresses that are not outside', () => {
  const outside = { allowLoopback: false }

  test.each([
    ...['https://127.0.0.1/', 'https://[::1]/', 'https://10.1.2.3/', 'https://192.168.0.1/'],
    ...[
      'https://169.254.169.254/latest/meta-data/',
      'https://[fd00:ec2::254]/',
      'https://0.0.0.0/',
    ],
    ...['https://2130706433/', 'https://0x7f.1/', 'https://017700000001/', 'https://127.1/'],
    ...['https://[::ffff:10.0.0.1]/', 'https://[::ffff:a9fe:a9fe]/', 'https://[64:ff9b::a00:1]/'],
    ...['https://１２７.0.0.1/', 'https://127。0。0。1/'],
  ])('%s is refused before anything is sent', async (url) => {
    expect(await send(url, outside)).toEqual({ ok: false, fault: 'private-address' })
  })

  test.each(['http://desk.example/', 'http://8.8.8.8/', 'ftp://desk.example/'])(
    '%s is not https',
    async (url) => {
      expect(await send(url, outside)).toEqual({ ok: false, fault: 'not-https' })
      if (!url.startsWith('http://8'))
        expect(await send(url)).toMatchObject({ ok: false, fault: 'not-https' })
    },
  )

  test('a name that leads inside is refused as it is connected to, whichever of its addresses it is', async () => {
    for (const inside of [
      '127.0.0.1',
      '10.0.0.5',
      '169.254.169.254',
      '::1',
      '::ffff:127.0.0.1',
      'fd00::1',
    ])
      for (const answer of [[inside], ['93.184.216.34', inside], [inside, '93.184.216.34']])
        expect(
          await send('https://desk.example/', { ...outside, lookUp: resolvesTo(answer) }),
          answer.join(),
        ).toEqual({ ok: false, fault: 'private-address' })
  })

  test('a name that changes after a first look (rebinding) gains nothing: each connection looks anew', async () => {
    const lookUp = resolvesTo(['93.184.216.34'], ['127.0.0.1'])
    await new Promise((resolve) => lookUp('desk.example', resolve))
    const url = `https://desk.example:${receiver.port}/`
    expect(await send(url, { ...outside, lookUp })).toEqual({ ok: false, fault: 'private-address' })
    expect(receiver.received).toEqual([])
  })

  test('with loopback allowed still nothing else inside is reached, and http only this machine', async () => {
    for (const inside of ['10.0.0.5', '169.254.169.254', 'fd00::1'])
      expect(await send('https://desk.example/', { lookUp: resolvesTo([inside]) })).toEqual({
        ok: false,
        fault: 'private-address',
      })
    const lookUp = resolvesTo(['93.184.216.34'])
    expect(await send('http://localhost:1/', { lookUp })).toEqual({
      ok: false,
      fault: 'private-address',
    })
    expect(
      await send(`http://localhost:${receiver.port}/hook`, { lookUp: resolvesTo(['127.0.0.1']) }),
    ).toEqual({
      ok: true,
      reference: null,
    })
  })
})
