import type {
  Conversation,
  ConversationEvent,
  RaisedWarning,
  StageName,
  StoredSuggestion,
  StoredTurn,
} from '../../http/api-types.ts'

/** A suggestion as the panel keeps it. */
export type Card = {
  suggestion: StoredSuggestion
  isWithdrawn: boolean
  isDismissed: boolean
  /** Its text was put into the reply box and that reply is not sent yet. */
  isStarted: boolean
  verdict: 'helpful' | 'not-helpful' | null
}

/** Everything of one conversation that the screen shows; changed only by `reducePanel`. */
export type PanelState = {
  id: string | null
  channel: Conversation['channel']
  lang: Conversation['lang']
  isClosed: boolean
  /** By rising seq. */
  turns: StoredTurn[]
  stage: StageName
  skipped: StageName[]
  /** Oldest first; suggestions with nothing to say are not among them. */
  cards: Card[]
  /** The card on the screen. */
  shown: string | null
  /** The agent went back to an earlier card and stays there. */
  isPinned: boolean
  /** Pointer or focus rests on the card: nothing may move under it. */
  isHeld: boolean
  /** The latest customer turn for which the server has answered, with a card or without. */
  answeredTurn: number
  /** The last turn was small talk. */
  quietTurn: number | null
  warnings: (RaisedWarning & { isRead: boolean })[]
  lastEventId: number
  /** The event that last told of its ticket; 0: none did. */
  ticketEvent: number
}

export type PanelAction =
  | { type: 'left' }
  | { type: 'opened'; conversation: Conversation }
  | { type: 'event'; event: ConversationEvent }
  | { type: 'held'; isHeld: boolean }
  | { type: 'stepped'; by: 1 | -1 }
  | { type: 'newest-taken' }
  | { type: 'started'; id: string }
  | { type: 'judged'; id: string; verdict: 'helpful' | 'not-helpful' | null }
  | { type: 'dismissed'; id: string; isDismissed: boolean }
  | { type: 'warning-read' }

/** Cards kept of one conversation; older ones are on the server. */
const KEPT_CARDS = 50

export const EMPTY_PANEL: PanelState = {
  id: null,
  channel: 'chat',
  lang: null,
  isClosed: false,
  turns: [],
  stage: 'greeting',
  skipped: [],
  cards: [],
  shown: null,
  isPinned: false,
  isHeld: false,
  answeredTurn: 0,
  quietTurn: null,
  warnings: [],
  lastEventId: 0,
  ticketEvent: 0,
}

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
  }
}

/** The card on the screen, its place among the cards, and whether a newer one waits. */
export function shownCard(state: PanelState): { card: Card; index: number } | null {
  const index = state.cards.findIndex((card) => card.suggestion.id === state.shown)
  const card = state.cards[index]
  return card ? { card, index } : null
}

export function isNewerWaiting(state: PanelState): boolean {
  const shown = shownCard(state)
  return shown !== null && shown.index < state.cards.length - 1
}

/** The customer turn that waits for a suggestion, if any: the last words are the customer's and unanswered. */
export function turnInWork(state: PanelState): number | null {
  const last = state.turns.findLast((turn) => turn.speaker !== 'system' && turn.final)
  const isWaiting = last?.speaker === 'customer' && last.seq > state.answeredTurn
  return isWaiting ? last.seq : null
}

/** The customer turn nobody has replied to yet: the first since the agent last spoke. */
export function unansweredSince(state: PanelState): StoredTurn | null {
  const lastReply = state.turns.findLastIndex((turn) => turn.speaker === 'agent')
  return state.turns.slice(lastReply + 1).find((turn) => turn.speaker === 'customer') ?? null
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
  const { suggestions } = conversation
  const cards = suggestions.filter((each) => each.outcome !== 'nothing').map(toCard)
  return {
    ...EMPTY_PANEL,
    id: conversation.id,
    channel: conversation.channel,
    lang: conversation.lang,
    isClosed: conversation.status === 'closed',
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
    lastEventId: conversation.lastEventId,
  }
}

function takeEvent(before: PanelState, event: ConversationEvent): PanelState {
  if (event.conversation !== before.id || event.id <= before.lastEventId) return before
  const state = { ...before, lastEventId: event.id }
  switch (event.kind) {
    case 'turn-added':
      return takeTurn(state, event.data)
    case 'suggestion-ready':
      return takeSuggestion(state, event.data)
    case 'suggestion-withdrawn':
      return withdraw(state, event.data)
    case 'stage-changed':
      return { ...state, stage: event.data.stage, skipped: event.data.skipped }
    case 'warning-raised':
      return { ...state, warnings: [...state.warnings, { ...event.data, isRead: false }] }
    case 'conversation-closed':
      return { ...state, isClosed: true }
    case 'ticket-drafted':
    case 'ticket-changed':
      return { ...state, ticketEvent: event.id }
    default:
      return state
  }
}

function takeTurn(state: PanelState, turn: StoredTurn): PanelState {
  const others = state.turns.filter((each) => each.seq !== turn.seq)
  const turns = [...others, turn].sort((a, b) => a.seq - b.seq)
  if (turn.speaker !== 'agent') return { ...state, turns }
  const cards = state.cards.map((card) => (card.isStarted ? { ...card, isStarted: false } : card))
  return advance({ ...state, turns, cards })
}

function takeSuggestion(state: PanelState, suggestion: StoredSuggestion): PanelState {
  const answeredTurn = Math.max(state.answeredTurn, suggestion.forTurn)
  if (suggestion.outcome === 'nothing') {
    return { ...state, answeredTurn, quietTurn: suggestion.forTurn }
  }
  if (state.cards.some((card) => card.suggestion.id === suggestion.id)) return state
  const cards = [...state.cards, toCard(suggestion)].slice(-KEPT_CARDS)
  const shown = cards.some((card) => card.suggestion.id === state.shown) ? state.shown : null
  return advance({ ...state, answeredTurn, quietTurn: null, cards, shown })
}

function withdraw(
  state: PanelState,
  data: { suggestion: string | null; forTurn: number },
): PanelState {
  const answeredTurn = Math.max(state.answeredTurn, data.forTurn)
  const next = { ...state, answeredTurn }
  return data.suggestion === null ? next : changeCard(next, data.suggestion, { isWithdrawn: true })
}

/** Shows the newest card, unless the agent is at work with the one on the screen. */
function advance(state: PanelState): PanelState {
  const newest = state.cards.at(-1)?.suggestion.id ?? null
  const shown = shownCard(state)
  if (!shown) return { ...state, shown: newest }
  const isBusy = state.isHeld || state.isPinned || shown.card.isStarted
  return isBusy ? state : { ...state, shown: newest }
}

function step(state: PanelState, by: 1 | -1): PanelState {
  const shown = shownCard(state)
  const next = shown ? state.cards[shown.index + by] : state.cards.at(-1)
  if (!next) return state
  return { ...state, shown: next.suggestion.id, isPinned: next !== state.cards.at(-1) }
}

function changeCard(state: PanelState, id: string, change: Partial<Card>): PanelState {
  const cards = state.cards.map((card) =>
    card.suggestion.id === id ? { ...card, ...change } : card,
  )
  return { ...state, cards }
}

function toCard(suggestion: StoredSuggestion): Card {
  const { feedback } = suggestion
  return {
    suggestion,
    isWithdrawn: false,
    isDismissed: feedback === 'dismissed',
    isStarted: false,
    verdict: feedback === 'helpful' || feedback === 'not-helpful' ? feedback : null,
  }
}

function quietTurnOf(last: StoredSuggestion | undefined): number | null {
  return last?.outcome === 'nothing' ? last.forTurn : null
}
