export { type Appended, appendTurns } from './append-turns.ts'
export { checkOrder, MAX_SEQ_GAP, MAX_TURNS } from './check-turns.ts'
export { type Changing, closeConversation } from './close-conversation.ts'
export {
  type Channel,
  type ConversationRow,
  lockConversation,
  newId,
  noSuchConversation,
  openConversation,
  readConversation,
  type Scope,
} from './conversation-rows.ts'
export {
  addOverride,
  type CheckOverride,
  type DraftCheck,
  forgetOldChecks,
  OVERRIDE_REASONS,
  type OverrideReason,
  putDraftCheck,
  readDraftCheck,
  readOverrides,
} from './draft-checks.ts'
export { dropConversation, reopenConversation } from './drop-conversation.ts'
export { createEventHub, type EventHub } from './event-hub.ts'
export { EVENT_KINDS, type EventKind, STAGE_NAMES, type StageName } from './events-types.ts'
export {
  countConversations,
  type Forgettable,
  type Forgotten,
  findForgettable,
  forgetConversations,
} from './forget-conversations.ts'
export { FACT_KINDS, type FactKind, findKeyFacts, type KeyFact } from './key-facts.ts'
export { addNote, type LeadNote, readNotes } from './lead-notes.ts'
export type { KeptTurn, Received } from './merge-turns.ts'
export { addEvents, EVENT_CHANNEL, type NewEvent, readEvents, type StoredEvent } from './outbox.ts'
export { passTime } from './pass-time.ts'
export { readWarnings } from './read-warnings.ts'
export { type Act, followFlow, readActs } from './stages.ts'
export {
  addFeedback,
  putSuggestion,
  readLatestSuggestions,
  readSuggestions,
  readToldSuggestions,
  type StoredSuggestion,
  suggestionToStore,
  type ToldSuggestion,
} from './suggestion-rows.ts'
export { readTeamEvents, type TeamCursor, teamCursorNow } from './team-events.ts'
export {
  claimDueTimer,
  type DueTimer,
  putTimer,
  readTimer,
  removeTimer,
  rescheduleTimer,
  resumeTimer,
  scheduleCallBack,
} from './timer-rows.ts'
export { fireTimer, type Timer, type TimerKind } from './timers.ts'
export { type Holder, transferConversation } from './transfer-conversation.ts'
export { latestSpoken, readTurns, readTurnsAfter, type StoredTurn } from './turn-rows.ts'
export { type ClockFault, timeOf } from './turn-times.ts'
