import { describe, expect, test } from 'vitest'
import type { Conversation, ConversationEvent, StoredTurn } from '../../src/http/api-types.ts'
import { isNewerWaiting, shownCard } from '../../src/panel/state/panel-cards.ts'
import { openWarning, reducePanel, turnInWork } from '../../src/panel/state/panel-state.ts'
import {
  EMPTY_PANEL,
  type PanelAction,
  type PanelState,
} from '../../src/panel/state/panel-types.ts'
import { ANSWER } from './support/scripted-desk.ts'

const NOW = '2026-11-21T10:00:00+08:00'
const CONVERSATION: Conversation = {
  id: 'c-1',
  channel: 'chat',
  lang: 'zh-Hans',
  status: 'open',
  stage: 'greeting',
  skipped: [],
  openedAt: NOW,
  closedAt: null,
  droppedAt: null,
  agent: null,
  department: null,
  turnCount: 0,
  turns: [],
  suggestions: [],
  warnings: [],
  notes: [],
  lastEventId: 0,
}

let eventId = 0
function event(kind: ConversationEvent['kind'], data: unknown): PanelAction {
  eventId += 1
  const sent = { id: eventId, conversation: 'c-1', kind, at: NOW, data } as ConversationEvent
  return { type: 'event', event: sent }
}
const turn = (seq: number, speaker: StoredTurn['speaker'], more: Partial<StoredTurn> = {}) =>
  event('turn-added', {
    seq,
    speaker,
    text: '…',
    final: true,
    rev: 0,
    at: NOW,
    receivedAt: NOW,
    ...more,
  })
const suggestion = (id: string, more: object = {}) =>
  event('suggestion-ready', {
    ...ANSWER,
    id,
    conversation: 'c-1',
    at: NOW,
    feedback: null,
    ...more,
  })

function play(...actions: PanelAction[]): PanelState {
  const opened: PanelAction = { type: 'opened', conversation: CONVERSATION }
  return [opened, ...actions].reduce(reducePanel, EMPTY_PANEL)
}
function fresh<T>(run: () => T): T {
  eventId = 0
  return run()
}

describe('the card on the screen', () => {
  test('is the newest while nobody touches it', () => {
    const state = fresh(() => play(suggestion('s-1'), suggestion('s-2')))
    expect(state.shown).toBe('s-2')
    expect(isNewerWaiting(state)).toBe(false)
  })

  test('stays under pointer or focus, and a newer one waits behind the marker', () => {
    const held = fresh(() =>
      play(suggestion('s-1'), { type: 'held', isHeld: true }, suggestion('s-2')),
    )
    expect(held.shown).toBe('s-1')
    expect(isNewerWaiting(held)).toBe(true)
    expect(reducePanel(held, { type: 'newest-taken' }).shown).toBe('s-2')
    expect(reducePanel(held, { type: 'held', isHeld: false }).shown).toBe('s-2')
  })

  test('stays while its text is being edited, until the agent has spoken', () => {
    const started = fresh(() =>
      play(suggestion('s-1'), { type: 'started', id: 's-1' }, suggestion('s-2')),
    )
    expect(started.shown).toBe('s-1')
    expect(reducePanel(started, turn(9, 'agent')).shown).toBe('s-2')
  })

  test('stays where the agent stepped back to', () => {
    const state = fresh(() =>
      play(suggestion('s-1'), suggestion('s-2'), { type: 'stepped', by: -1 }, suggestion('s-3')),
    )
    expect(state.shown).toBe('s-1')
    expect(reducePanel(state, { type: 'newest-taken' }).isPinned).toBe(false)
  })

  test('is not replaced by small talk, which is only mentioned', () => {
    const state = fresh(() =>
      play(suggestion('s-1'), suggestion('s-2', { outcome: 'nothing', forTurn: 5 })),
    )
    expect(state.shown).toBe('s-1')
    expect(state.quietTurn).toBe(5)
  })

  test('is marked when it is withdrawn', () => {
    const state = fresh(() =>
      play(
        suggestion('s-1'),
        event('suggestion-withdrawn', { suggestion: 's-1', forTurn: 1, reason: 'changed' }),
      ),
    )
    expect(shownCard(state)?.card.isWithdrawn).toBe(true)
  })
})

test('an event that comes twice, or belongs to another conversation, changes nothing', () => {
  const once = fresh(() => play(suggestion('s-1')))
  const again = reducePanel(
    once,
    fresh(() => suggestion('s-1')),
  )
  expect(again).toEqual(once)
  const foreign = fresh(() => suggestion('s-9')) as Extract<PanelAction, { type: 'event' }>
  foreign.event.conversation = 'c-2'
  foreign.event.id = 99
  expect(reducePanel(once, foreign)).toEqual(once)
})

test('turns stand by their number, and a later revision takes the place of a partial', () => {
  const state = fresh(() =>
    play(
      turn(2, 'agent'),
      turn(1, 'customer', { text: '我充', final: false }),
      turn(1, 'customer', { text: '我充值了', rev: 1 }),
    ),
  )
  expect(state.turns.map(({ seq, text }) => [seq, text])).toEqual([
    [1, '我充值了'],
    [2, '…'],
  ])
})

test('a customer turn is in work until the server answers it, with words or without', () => {
  const asked = fresh(() => play(turn(1, 'customer')))
  expect(turnInWork(asked)).toBe(1)
  expect(turnInWork(reducePanel(asked, suggestion('s-1', { forTurn: 1 })))).toBeNull()
  const withdrawn = event('suggestion-withdrawn', { suggestion: null, forTurn: 1, reason: 'late' })
  expect(turnInWork(reducePanel(asked, withdrawn))).toBeNull()
})

test('what came due holds until somebody speaks, and ends with the conversation', () => {
  const due = { kind: 'idle-reminder', due: NOW, since: NOW, turn: 1, phrase: '还在吗', next: null }
  const state = fresh(() => play(turn(1, 'agent'), event('timer-due', due)))
  expect(state.due?.phrase).toBe('还在吗')
  expect(reducePanel(state, turn(2, 'customer')).due).toBeNull()
  expect(reducePanel(state, event('conversation-closed', { closedAt: NOW })).due).toBeNull()
})

test('a conversation is dropped, taken up again, passed on and closed', () => {
  const changes = ['conversation-dropped', 'conversation-reopened', 'conversation-closed'] as const
  const states = changes.map((kind) => fresh(() => play(event(kind, {}))).status)
  expect(states).toEqual(['dropped', 'open', 'closed'])
  const to = { agent: null, department: 'pay' }
  expect(fresh(() => play(event('conversation-transferred', { to }))).holder).toEqual(to)
})

test('the guide is asked anew for whole turns, not for every partial result', () => {
  const state = fresh(() => play(turn(1, 'customer')))
  expect(state.guideEvent).toBe(1)
  const partial = turn(2, 'customer', { final: false })
  expect(reducePanel(state, partial).guideEvent).toBe(1)
})

test('a warning that a lead took up says when', () => {
  const warned = { group: 'media', name: '媒体', seq: 2, cue: '…', calm: '…', questions: [] }
  const taken = { warning: 'w-1', group: 'media', seq: 2, by: 'lead', at: NOW }
  const state = fresh(() => play(event('warning-raised', warned), event('warning-taken', taken)))
  expect(openWarning(state)?.takenAt).toBe(NOW)
})

test('what the ticket lacks is counted by its last draft', () => {
  const findings = [
    { path: 'field.contact', rule: 'missing' },
    { path: 'module', rule: 'no-label' },
  ]
  const state = fresh(() => play(event('ticket-drafted', { ticket: 't-1', findings })))
  expect(state.ticketMissing).toBe(1)
})

test('an incident is shown while it lasts', () => {
  const told = { incident: 'i-1', about: {}, customers: 6, startedAt: NOW }
  const linked = fresh(() => play(event('incident-linked', told)))
  expect(linked.incident?.customers).toBe(6)
  expect(reducePanel(linked, event('incident-ended', told)).incident).toBeNull()
})

test('warnings are read one by one, the latest first', () => {
  const warn = (group: string, seq: number) =>
    event('warning-raised', { group, name: group, seq, cue: '…', calm: '…', questions: [] })
  const state = fresh(() => play(warn('media', 2), warn('regulator', 2)))
  expect(openWarning(state)?.group).toBe('regulator')
  const once = reducePanel(state, { type: 'warning-read' })
  expect(openWarning(once)?.group).toBe('media')
  expect(openWarning(reducePanel(once, { type: 'warning-read' }))).toBeNull()
})

test('a reloaded page shows the conversation as it stands, its last card first', () => {
  const stored = { ...ANSWER, conversation: 'c-1', at: NOW, feedback: null }
  const conversation = {
    ...CONVERSATION,
    suggestions: [
      { ...stored, id: 's-1', feedback: 'helpful' as const },
      { ...stored, id: 's-2', outcome: 'nothing' as const, forTurn: 3 },
    ],
    lastEventId: 8,
  }
  const state = reducePanel(EMPTY_PANEL, { type: 'opened', conversation })
  expect(state.shown).toBe('s-1')
  expect(shownCard(state)?.card.verdict).toBe('helpful')
  expect(state.quietTurn).toBe(3)
  expect(state.lastEventId).toBe(8)
})
