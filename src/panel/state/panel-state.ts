import type {
  Conversation,
  ConversationEvent,
  RaisedWarning,
  StoredSuggestion,
  StoredTurn,
} from '../../http/api-types.ts'
import {
  advance,
  changeCard,
  finishCards,
  step,
  takeSuggestion,
  toCard,
  withdraw,
} from './panel-cards.ts'
import { EMPTY_PANEL, type PanelAction, type PanelState } from './panel-types.ts'

/** What the panel shows after an event of the server or a deed of the agent. */
export function reducePanel(state: PanelState, action: PanelAction): PanelState {
  switch (action.type) {
    case 'left':
      return EMPTY_PANEL
    case 'opened':
      return openConversation(action.conversation)
    case 'event':
      return takeEvent(state, action.event)
    case 'held':
      return advance({ ...state, isHeld: action.isHeld })
    case 'stepped':
      return step(state, action.by)
    case 'newest-taken':
      return { ...state, shown: state.cards.at(-1)?.suggestion.id ?? null, isPinned: false }
    case 'started':
      return changeCard(state, action.id, { isStarted: true })
    case 'judged':
      return changeCard(state, action.id, { verdict: action.verdict })
    case 'dismissed':
      return changeCard(state, action.id, { isDismissed: action.isDismissed })
    case 'warning-read':
      return readWarning(state)
    case 'notes-read':
      return { ...state, notes: state.notes.map((note) => ({ ...note, isRead: true })) }
  }
}

/** The customer turn that waits for a suggestion, if any: the last words are the customer's and unanswered. */
export function turnInWork(state: PanelState): number | null {
  const last = state.turns.findLast((turn) => turn.speaker !== 'system' && turn.final)
  const isWaiting = last?.speaker === 'customer' && last.seq > state.answeredTurn
  return isWaiting ? last.seq : null
}

/** The warning to act on: the latest that was not read. */
export function openWarning(state: PanelState): RaisedWarning | null {
  return state.warnings.findLast(({ isRead }) => !isRead) ?? null
}

function readWarning(state: PanelState): PanelState {
  const read = openWarning(state)
  const warnings = state.warnings.map((warning) =>
    warning === read ? { ...warning, isRead: true } : warning,
  )
  return { ...state, warnings }
}

function openConversation(conversation: Conversation): PanelState {
  const { suggestions, agent, department } = conversation
  const cards = suggestions.filter((each) => each.outcome !== 'nothing').map(toCard)
  return {
    ...EMPTY_PANEL,
    id: conversation.id,
    channel: conversation.channel,
    lang: conversation.lang,
    status: conversation.status,
    holder: { agent, department },
    turns: conversation.turns,
    stage: conversation.stage,
    skipped: conversation.skipped,
    cards,
    shown: cards.at(-1)?.suggestion.id ?? null,
    // What came before this page was opened is not in work any more.
    answeredTurn: conversation.turns.at(-1)?.seq ?? 0,
    quietTurn: quietTurnOf(suggestions.at(-1)),
    // One that the agent has spoken after was seen before the page was loaded again.
    warnings: conversation.warnings.map((warning) => ({
      ...warning,
      isRead: conversation.turns.some(
        ({ seq, speaker }) => speaker === 'agent' && seq > warning.seq,
      ),
    })),
    notes: conversation.notes.map((note) => ({
      ...note,
      isRead: conversation.turns.some(
        ({ speaker, receivedAt }) => speaker === 'agent' && receivedAt > note.at,
      ),
    })),
    lastEventId: conversation.lastEventId,
  }
}

/** Each event counts once, whatever comes again after a reconnect; kinds we do not know change nothing. */
function takeEvent(before: PanelState, event: ConversationEvent): PanelState {
  if (event.conversation !== before.id || event.id <= before.lastEventId) return before
  const state = { ...before, lastEventId: event.id }
  const guided = { ...state, guideEvent: event.id }
  switch (event.kind) {
    case 'turn-added':
      return takeTurn(event.data.final ? guided : state, event.data)
    case 'suggestion-ready':
      return takeSuggestion(state, event.data)
    case 'suggestion-withdrawn':
      return withdraw(state, event.data)
    case 'class-changed':
      return { ...state, classEvent: event.id }
    case 'stage-changed':
      return { ...guided, stage: event.data.stage, skipped: event.data.skipped }
    case 'timer-due':
      return { ...guided, due: event.data }
    case 'warning-raised':
      return { ...state, warnings: [...state.warnings, { ...event.data, isRead: false }] }
    case 'warning-taken':
      return takeWarning(state, event.data)
    case 'incident-linked':
    case 'incident-noticed':
    case 'incident-updated':
      return { ...state, incident: event.data }
    case 'incident-ended':
      return { ...state, incident: null }
    case 'note-added': {
      const note = { ...event.data, id: event.id, at: event.at, isRead: false }
      return { ...state, notes: [...state.notes, note] }
    }
    case 'ticket-drafted': {
      const missing = event.data.findings.filter(({ rule }) => rule === 'missing')
      return { ...state, ticketEvent: event.id, ticketMissing: missing.length }
    }
    case 'ticket-changed':
      return { ...state, ticketEvent: event.id }
    case 'conversation-closed':
      return { ...guided, status: 'closed', due: null }
    case 'conversation-dropped':
      return { ...guided, status: 'dropped' }
    case 'conversation-reopened':
      return { ...guided, status: 'open', due: null }
    case 'conversation-transferred':
      return { ...state, holder: event.data.to }
    default:
      return state
  }
}

function takeTurn(before: PanelState, turn: StoredTurn): PanelState {
  const state = { ...before, turns: withTurn(before.turns, turn), due: null }
  return turn.speaker === 'agent' ? finishCards(state) : state
}

/** Nearly always the last turn grows or another follows it. */
function withTurn(turns: StoredTurn[], turn: StoredTurn): StoredTurn[] {
  const last = turns.at(-1)
  if (!last || turn.seq > last.seq) return [...turns, turn]
  if (turn.seq === last.seq) return [...turns.slice(0, -1), turn]
  const others = turns.filter((each) => each.seq !== turn.seq)
  return [...others, turn].sort((a, b) => a.seq - b.seq)
}

function takeWarning(
  state: PanelState,
  taken: { group: string; seq: number; at: string },
): PanelState {
  const warnings = state.warnings.map((warning) =>
    warning.group === taken.group && warning.seq === taken.seq
      ? { ...warning, takenAt: taken.at }
      : warning,
  )
  return { ...state, warnings }
}

function quietTurnOf(last: StoredSuggestion | undefined): number | null {
  return last?.outcome === 'nothing' ? last.forTurn : null
}
