import type { StoredSuggestion } from '../../http/api-types.ts'
import type { Card, PanelState } from './panel-types.ts'

/** Cards kept of one conversation; older ones are on the server. */
const KEPT_CARDS = 50

/** The card on the screen, and its place among the cards. */
export function shownCard(state: PanelState): { card: Card; index: number } | null {
  const index = state.cards.findIndex((card) => card.suggestion.id === state.shown)
  const card = state.cards[index]
  return card ? { card, index } : null
}

export function isNewerWaiting(state: PanelState): boolean {
  const shown = shownCard(state)
  return shown !== null && shown.index < state.cards.length - 1
}

/** A new suggestion: on the screen at once, or behind the marker while the agent is at work with another. */
export function takeSuggestion(state: PanelState, suggestion: StoredSuggestion): PanelState {
  const answeredTurn = Math.max(state.answeredTurn, suggestion.forTurn)
  if (suggestion.outcome === 'nothing') {
    return { ...state, answeredTurn, quietTurn: suggestion.forTurn }
  }
  if (state.cards.some((card) => card.suggestion.id === suggestion.id)) return state
  const cards = [...state.cards, toCard(suggestion)].slice(-KEPT_CARDS)
  const shown = cards.some((card) => card.suggestion.id === state.shown) ? state.shown : null
  return advance({ ...state, answeredTurn, quietTurn: null, cards, shown })
}

export function withdraw(
  state: PanelState,
  data: { suggestion: string | null; forTurn: number },
): PanelState {
  const answeredTurn = Math.max(state.answeredTurn, data.forTurn)
  const next = { ...state, answeredTurn }
  return data.suggestion === null ? next : changeCard(next, data.suggestion, { isWithdrawn: true })
}

/** Shows the newest card, unless the agent is at work with the one on the screen. */
export function advance(state: PanelState): PanelState {
  const newest = state.cards.at(-1)?.suggestion.id ?? null
  const shown = shownCard(state)
  if (!shown) return { ...state, shown: newest }
  const isBusy = state.isHeld || state.isPinned || shown.card.isStarted
  return isBusy ? state : { ...state, shown: newest }
}

export function step(state: PanelState, by: 1 | -1): PanelState {
  const shown = shownCard(state)
  const next = shown ? state.cards[shown.index + by] : state.cards.at(-1)
  if (!next) return state
  return { ...state, shown: next.suggestion.id, isPinned: next !== state.cards.at(-1) }
}

export function changeCard(state: PanelState, id: string, change: Partial<Card>): PanelState {
  const cards = state.cards.map((card) =>
    card.suggestion.id === id ? { ...card, ...change } : card,
  )
  return { ...state, cards }
}

/** The reply is out: no card is being worked on any more. */
export function finishCards(state: PanelState): PanelState {
  if (!state.cards.some(({ isStarted }) => isStarted)) return advance(state)
  const cards = state.cards.map((card) => (card.isStarted ? { ...card, isStarted: false } : card))
  return advance({ ...state, cards })
}

export function toCard(suggestion: StoredSuggestion): Card {
  const { feedback } = suggestion
  return {
    suggestion,
    isWithdrawn: false,
    isDismissed: feedback === 'dismissed',
    isStarted: false,
    verdict: feedback === 'helpful' || feedback === 'not-helpful' ? feedback : null,
  }
}
