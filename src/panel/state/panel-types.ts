import type {
  Conversation,
  ConversationEvent,
  IncidentTold,
  Note,
  RaisedWarning,
  StageName,
  StoredSuggestion,
  StoredTurn,
  TimerDue,
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
  status: Conversation['status']
  /** Whom it was passed on to last. */
  holder: { agent: string | null; department: string | null }
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
  /** What leads wrote to whoever holds the conversation, oldest first. */
  notes: (Note & { isRead: boolean })[]
  /** What came due last; null once somebody has spoken since. */
  due: TimerDue | null
  /** The trouble that others report as well, while it lasts. */
  incident: IncidentTold | null
  /** Fields the ticket still lacks, as far as its last draft tells. */
  ticketMissing: number
  lastEventId: number
  /** The events that last told of its ticket, its class, and of something the guide is read from; 0: none did. */
  ticketEvent: number
  classEvent: number
  guideEvent: number
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
  | { type: 'notes-read' }

export const EMPTY_PANEL: PanelState = {
  id: null,
  channel: 'chat',
  lang: null,
  status: 'open',
  holder: { agent: null, department: null },
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
  notes: [],
  due: null,
  incident: null,
  ticketMissing: 0,
  lastEventId: 0,
  ticketEvent: 0,
  classEvent: 0,
  guideEvent: 0,
}
