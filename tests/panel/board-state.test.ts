import { describe, expect, test } from 'vitest'
import type {
  ConversationEvent,
  OpenConversation,
  OpenList,
  Warning,
} from '../../src/http/api-types.ts'
import { EMPTY_BOARD, reduceBoard } from '../../src/panel/board/board-state.ts'
import { clockText } from '../../src/panel/board/clock-text.ts'
import { countOpen, groupWarnings } from '../../src/panel/board/group-warnings.ts'
import { BOARD_TEXTS } from '../../src/panel/board/messages.ts'
import { holdOrder, orderRows, waitLevel } from '../../src/panel/board/order-rows.ts'
import { LANGS } from '../../src/text/types.ts'

const LIMITS: OpenList['limits'] = {
  chat: { replySeconds: 180, warnSeconds: 45 },
  hotline: null,
  email: { replySeconds: 28_800, warnSeconds: 3_600 },
}
const AT = '2026-11-21T02:00:00.000Z'
const later = (seconds: number) => new Date(Date.parse(AT) + seconds * 1_000).toISOString()

function row(id: string, more: Partial<OpenConversation> = {}): OpenConversation {
  return {
    ...{ id, channel: 'chat', lang: 'zh-Hans', status: 'open', agent: null, department: null },
    ...{ stage: 'listening', turnCount: 1, openedAt: AT, waitingSince: null, openWarnings: 0 },
    ...{ incident: null, type: null, urgency: null, lastTurn: null, lastEventId: 1 },
    ...more,
  }
}
const listed = (...rows: OpenConversation[]) =>
  reduceBoard(EMPTY_BOARD, { type: 'listed', rows, limits: LIMITS, open: rows.length })
const event = (conversation: string, id: number, kind: string, data: unknown) =>
  ({ id, conversation, kind, at: later(id), data }) as ConversationEvent
const said = (conversation: string, id: number, speaker: string, text = '在吗', final = true) =>
  event(conversation, id, 'turn-added', {
    ...{ seq: id, speaker, text, final, rev: 0, at: later(id), receivedAt: later(id) },
  })
const heard = (state: typeof EMPTY_BOARD, ...events: ConversationEvent[]) =>
  reduceBoard(state, { type: 'events', events })

describe('what the board knows', () => {
  test('a customer waits from their first word on, until the agent speaks; what was known already changes nothing', () => {
    const start = listed(row('a'))
    const waiting = heard(start, said('a', 2, 'customer'), said('a', 3, 'customer'))
    expect(waiting.rows.get('a')).toMatchObject({ waitingSince: later(2), lastEventId: 3 })
    expect(heard(waiting, said('a', 2, 'customer')).rows.get('a')).toEqual(waiting.rows.get('a'))
    const answered = heard(waiting, said('a', 4, 'agent', '您好'))
    expect(answered.rows.get('a')).toMatchObject({
      waitingSince: null,
      lastTurn: { speaker: 'agent', text: '您好' },
    })
    const partial = heard(answered, said('a', 5, 'customer', '充', false))
    expect(partial.rows.get('a')).toMatchObject({ waitingSince: null, lastEventId: 5 })
  })

  test('long numbers and addresses stand in no line of the list', () => {
    const text = '手机 138 1234 5678，邮箱 a.b@mail.example，订单 GR20261121000318'
    const { lastTurn } = heard(listed(row('a')), said('a', 2, 'customer', text)).rows.get('a')!
    expect(lastTurn!.text).toBe('手机 •••，邮箱 •••，订单 GR•••')
  })

  test('a conversation seen in events only is read; one that is gone meanwhile is not listed', () => {
    const state = heard(listed(row('a')), said('new', 1, 'customer'), said('a', 2, 'customer'))
    // Whether the words want a reply at all only the server tells: that row is read anew as well.
    expect([...state.unsure].sort()).toEqual(['a', 'new'])
    const read = reduceBoard(state, {
      ...{ type: 'read', asked: ['new', 'a'], rows: [row('new', { lastEventId: 4 })] },
    })
    expect([...read.rows.keys()]).toEqual(['new'])
    expect(read.unsure.size).toBe(0)
  })

  test('an answer that is older than what events have told does not undo it', () => {
    const state = heard(listed(row('a')), said('a', 2, 'customer'), said('a', 3, 'agent'))
    const old = row('a', { waitingSince: later(2), lastEventId: 2 })
    const read = reduceBoard(state, { type: 'read', asked: ['a'], rows: [old] })
    expect(read.rows.get('a')!.waitingSince).toBeNull()
  })

  test('warnings come and are taken up, incidents end, conversations close and change hands', () => {
    const warning = { group: 'media', name: '媒体记者', seq: 2, cue: '找记者' }
    const raised = heard(listed(row('a')), event('a', 2, 'warning-raised', warning))
    expect(raised.warnings[0]).toMatchObject({ id: 'a.2', name: '媒体记者', takenAt: null })
    expect(raised.rows.get('a')!.openWarnings).toBe(1)
    const again = heard(raised, event('a', 2, 'warning-raised', warning))
    expect(again.warnings).toHaveLength(1)
    const taken = { warning: 'a.2', group: 'media', seq: 2, by: 'lead', at: later(9) }
    const seen = heard(raised, event('a', 3, 'warning-taken', taken))
    expect(seen.warnings[0]).toMatchObject({ takenBy: 'lead', takenAt: later(9) })
    expect(seen.rows.get('a')!.openWarnings).toBe(0)

    const told = { incident: 'i-1', about: {}, customers: 5, startedAt: AT }
    const linked = heard(listed(row('a'), row('b')), event('a', 2, 'incident-linked', told))
    expect(linked.rows.get('a')!.incident).toBe('i-1')
    const ended = heard(linked, event('b', 2, 'incident-ended', told))
    expect(ended.rows.get('a')!.incident).toBeNull()
    expect(ended.incidentNews).toBe(2)
    const holder = { from: {}, to: { agent: '王组长', department: null } }
    const passed = heard(ended, event('a', 3, 'conversation-transferred', holder))
    expect(passed.rows.get('a')!.agent).toBe('王组长')
    expect(heard(passed, event('a', 4, 'conversation-closed', {})).rows.has('a')).toBe(false)
  })

  test('warnings of one turn are one thing to take up', () => {
    const of = (id: string, seq: number, name: string): Warning => ({
      ...{ id, conversation: 'a', channel: 'chat', isClosed: false, raisedAt: AT, group: name },
      ...{ name, seq, cue: name, takenBy: null, takenAt: null },
    })
    const warnings = [of('a.2', 2, '媒体'), of('a.3', 2, '曝光'), of('a.9', 5, '律师')]
    expect(groupWarnings(warnings).map(({ ids }) => ids)).toEqual([['a.2', 'a.3'], ['a.9']])
    expect(countOpen(warnings)).toBe(2)
  })
})

describe('the order of the list', () => {
  const rows = [
    row('idle'),
    row('new', { waitingSince: later(60) }),
    row('old', { waitingSince: later(0) }),
  ]
  const ids = (shown: { row: OpenConversation }[]) => shown.map(({ row }) => row.id)

  test('who waits the longest first, nobody waited for last', () => {
    expect(orderRows(rows).map(({ id }) => id)).toEqual(['old', 'new', 'idle'])
  })

  test('while the list is held nothing moves: rows are new in their places, gone ones stay, new ones come last', () => {
    const before = holdOrder([], orderRows(rows), false).shown
    const now = orderRows([
      row('new', { waitingSince: null, turnCount: 9 }),
      row('idle', { waitingSince: later(5) }),
      row('late', { waitingSince: later(1) }),
    ])
    const held = holdOrder(before, now, true)
    expect(ids(held.shown)).toEqual(['old', 'new', 'idle', 'late'])
    expect(held.shown[0]!.isGone).toBe(true)
    expect(held.shown[1]!.row.turnCount).toBe(9)
    expect(held.moved).toBeGreaterThan(0)
    expect(ids(holdOrder(held.shown, now, false).shown)).toEqual(['late', 'idle', 'new'])
  })

  test('a wait is near its limit, then late; without a limit it only lasts', () => {
    const at = (seconds: number) => Date.parse(AT) + seconds * 1_000
    const chat = row('a', { waitingSince: AT })
    expect([100, 140, 180].map((s) => waitLevel(chat, LIMITS, at(s)))).toEqual([
      ...['waiting', 'near', 'late'],
    ])
    const call = row('b', { waitingSince: AT, channel: 'hotline' })
    expect(waitLevel(call, LIMITS, at(9_999))).toBe('waiting')
    expect(waitLevel(row('c'), LIMITS, at(0))).toBe('none')
  })

  test('a span is told as a clock, and in days where it is long', () => {
    const days = (count: number) => `${count} d`
    expect([-3, 7, 760, 3_723, 200_000].map((s) => clockText(s, days))).toEqual([
      ...['0:00', '0:07', '12:40', '1:02:03', '2 d'],
    ])
  })
})

test.each(LANGS)('%s: every text of the board is there', (lang) => {
  const shape = (texts: object): string[] =>
    Object.entries(texts).flatMap(([key, value]) => {
      expect([key, value]).not.toEqual([key, ''])
      return typeof value === 'object' && value !== null
        ? shape(value).map((inner) => `${key}.${inner}`)
        : [key]
    })
  expect(shape(BOARD_TEXTS[lang])).toEqual(shape(BOARD_TEXTS['zh-Hans']))
})
