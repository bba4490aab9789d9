import { fc, test as propertyTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { isAllowedOrigin } from '../../src/panel/embed/allowed-origins.ts'
import { readAppContext } from '../../src/panel/embed/chatwoot.ts'
import { escapeText } from '../../src/panel/embed/escape-text.ts'
import { unknownTurns } from '../../src/panel/embed/match-turns.ts'
import { PROTOCOL, readFromHost, readFromPanel, wrap } from '../../src/panel/embed/protocol.ts'

describe('messages of a host', () => {
  test('a conversation with its turns is read, and what it says of people is not', () => {
    const said = {
      type: 'conversation',
      ref: 7,
      role: 'lead',
      agent: 'x',
      turns: [{ speaker: 'customer', text: '在吗' }],
    }
    const read = readFromHost({ sidecue: PROTOCOL, ...said })
    expect(read).toEqual({
      ok: true,
      message: {
        type: 'conversation',
        conversation: { ref: '7', channel: 'chat', turns: [{ speaker: 'customer', text: '在吗' }] },
      },
    })
  })

  test.each([
    [{ type: 'hello' }, 'the key sidecue is missing'],
    [{ sidecue: 2, type: 'hello' }, 'found version 2, this side speaks 1'],
    [{ sidecue: 1, type: 'login', key: 'x' }, 'type: found a text of 5 characters; allowed: hello'],
    [{ sidecue: 1, type: 'conversation' }, 'ref: found undefined'],
    [
      { sidecue: 1, type: 'conversation', ref: 'r'.repeat(201) },
      'ref: found a text of 14 characters; allowed: at most 200',
    ],
    [
      { sidecue: 1, type: 'conversation', ref: 'r', channel: 'fax' },
      'channel: found a text of 3 characters; allowed: chat, hotline, email',
    ],
    [
      { sidecue: 1, type: 'turns', ref: 'r', turns: {} },
      'turns: found [object Object]; allowed: a list',
    ],
    [
      { sidecue: 1, type: 'turns', ref: 'r', turns: [{ speaker: 'lead', text: 'x' }] },
      'turns[0].speaker',
    ],
    [
      { sidecue: 1, type: 'turns', ref: 'r', turns: [{ speaker: 'agent', text: ' ' }] },
      'turns[0].text',
    ],
    [
      {
        sidecue: 1,
        type: 'turns',
        ref: 'r',
        turns: [{ speaker: 'agent', text: 'x'.repeat(8_001) }],
      },
      'at most 8000',
    ],
    [
      { sidecue: 1, type: 'turns', ref: 'r', turns: [{ speaker: 'agent', text: 'x', at: 'soon' }] },
      'turns[0].at',
    ],
    [{ sidecue: 1, type: 'turns', ref: 'r', turns: new Array(2_001).fill(1) }, 'at most 2000'],
  ])('%j is refused, with the field and what is allowed', (data, why) => {
    const read = readFromHost(data)
    expect(read.ok).toBe(false)
    expect(!read.ok && read.why).toContain(why)
  })

  propertyTest.prop([fc.anything()])('nothing a host may post is an error of ours', (data) => {
    expect(readFromHost(data).ok).toBeTypeOf('boolean')
    expect(readFromPanel(data).ok).toBeTypeOf('boolean')
    expect(readAppContext(data).ok).toBeTypeOf('boolean')
    expect(readAppContext(JSON.stringify({ event: 'appContext', data })).ok).toBeTypeOf('boolean')
  })

  test('what is wrapped is read again', () => {
    const conversation = { ref: 'r', channel: 'email' as const, lang: 'en' as const, turns: [] }
    expect(readFromHost(wrap({ type: 'conversation', conversation }))).toEqual({
      ok: true,
      message: { type: 'conversation', conversation },
    })
    const insert = { type: 'insert' as const, insert: 3, ref: 'r', text: 'x' }
    expect(readFromPanel(wrap(insert))).toEqual({ ok: true, message: insert })
  })
})

describe('Chatwoot', () => {
  const context = (conversation: unknown) =>
    JSON.stringify({ event: 'appContext', data: { conversation } })

  test('numbers and names of message types, seconds and ISO instants', () => {
    const read = readAppContext(
      context({
        id: 5,
        meta: { channel: 'Channel::Email' },
        messages: [
          { content: 'a', message_type: 0, created_at: 1_795_000_000 },
          { content: 'b', message_type: 'outgoing', created_at: '2026-11-21T10:00:00Z' },
          { content: 'c', message_type: 2 },
          { content: 'd', message_type: 0, private: true },
          { content: null, message_type: 0 },
          { content: 'e', message_type: 9 },
          null,
        ],
      }),
    )
    expect(read).toEqual({
      ok: true,
      message: {
        ref: 'chatwoot-5',
        channel: 'email',
        turns: [
          { speaker: 'customer', text: 'a', at: '2026-11-18T11:06:40.000Z' },
          { speaker: 'agent', text: 'b', at: '2026-11-21T10:00:00.000Z' },
          { speaker: 'system', text: 'c' },
        ],
      },
    })
  })

  test.each([
    ['{"event":"appContext"'],
    [context(null)],
    [context({ id: {} })],
    [context({ id: 1, messages: 'x' })],
  ])('%s is junk', (data) => expect(readAppContext(data).ok).toBe(false))
})

test('a text for an HTML editor means itself', () => {
  expect(escapeText('<a href="x">&\'\n')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;<br>')
})

describe('origins', () => {
  const allowed = [
    'https://desk.example.com',
    'https://*.zendesk.com',
    'https://*.apps.example.com:8443',
  ]
  test.each([
    ['https://desk.example.com', true],
    ['https://galaxy.zendesk.com', true],
    ['https://a.b.zendesk.com', true],
    ['https://x.apps.example.com:8443', true],
    ['https://zendesk.com', false],
    ['https://evilzendesk.com', false],
    ['https://zendesk.com.evil.example', false],
    ['http://desk.example.com', false],
    ['https://desk.example.com:8443', false],
    ['https://x.apps.example.com', false],
    ['https://user@x.zendesk.com', false],
    ['https://evil.example/.zendesk.com', false],
    ['null', false],
    ['', false],
  ])('%s: %s', (origin, isAllowed) => expect(isAllowedOrigin(origin, allowed)).toBe(isAllowed))
})

describe('turns that are not stored yet', () => {
  const say = (...texts: string[]) =>
    texts.map((text, n) => ({
      speaker: n % 2 === 0 ? ('customer' as const) : ('agent' as const),
      text,
    }))

  test('a second "ok" is not the first one', () => {
    const stored = [
      { speaker: 'customer' as const, text: 'a' },
      { speaker: 'customer' as const, text: 'ok' },
    ]
    const shown = [...stored, { speaker: 'customer' as const, text: 'ok' }]
    expect(unknownTurns(stored, shown)).toEqual(shown.slice(2))
  })

  test('a host that shows only the latest, and one whose earlier words were changed', () => {
    const stored = say('a', 'b', 'c', 'd')
    expect(unknownTurns(stored, say('c', 'd', 'e'))).toEqual(say('c', 'd', 'e').slice(2))
    expect(unknownTurns(stored, [...say('a', 'b, edited', 'c', 'd'), ...say('e')])).toEqual(
      say('e'),
    )
  })

  const turn = fc.record({
    speaker: fc.constantFrom('customer' as const, 'agent' as const),
    text: fc.constantFrom('a', 'b', 'ok'),
  })
  propertyTest.prop([fc.array(turn, { maxLength: 12 }), fc.array(turn, { maxLength: 5 })])(
    'shown again in whole, what was stored before is not stored again, and nothing is left out',
    (before, after) => {
      const whole = [...before, ...after]
      const fresh = unknownTurns(before, whole)
      expect(fresh).toEqual(after)
      expect(unknownTurns(whole, whole)).toEqual([])
    },
  )
})
