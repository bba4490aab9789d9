import type { Suggestion } from '../compose/types.ts'
import type { StoredEvent } from '../conversations/index.ts'
import type { Caller } from './callers.ts'

/** A suggestion as a caller may see it: guidance is for people of the desk, not for a service. */
export function visibleSuggestion<T extends Suggestion>(suggestion: T, caller: Caller): T {
  return caller.role === 'service' ? { ...suggestion, guidance: [] } : suggestion
}

/** The same for what an event carries. */
export function visibleEvent(event: StoredEvent, caller: Caller): StoredEvent {
  const isSuggestion = event.kind === 'suggestion-ready'
  if (!isSuggestion || caller.role !== 'service') return event
  return { ...event, data: { ...event.data, guidance: [] } }
}
