import type { Suggestion } from '../compose/types.ts'
import type { LeadNote, StoredEvent, StoredSuggestion } from '../conversations/index.ts'
import { NOTHING_READABLE, type Readable, readReadableOf } from '../copilot/withhold-stale.ts'
import type { AppDeps } from './app-deps.ts'
import type { Caller } from './callers.ts'

type Telling = Pick<AppDeps, 'db' | 'knowledge'>

/** While the database's clock stands behind, what has expired would seem to be open again. */
function readableOf(
  { db, knowledge }: Telling,
  suggestions: readonly StoredSuggestion[],
): Promise<Readable> {
  if (knowledge() === 'held') return Promise.resolve(NOTHING_READABLE)
  return readReadableOf(db, suggestions)
}

/** A suggestion as a caller may see it: guidance is for people of the desk, not for a service. */
export function visibleSuggestion<T extends Suggestion>(suggestion: T, caller: Caller): T {
  return caller.role === 'service' ? { ...suggestion, guidance: [] } : suggestion
}

/** Kept suggestions as a caller may see them now; those whose text may no longer be told are left out. */
export async function visibleSuggestions(
  deps: Telling,
  suggestions: readonly StoredSuggestion[],
  caller: Caller,
): Promise<StoredSuggestion[]> {
  const readable = await readableOf(deps, suggestions)
  return suggestions
    .filter((one) => readable.stands(one))
    .map((one) => visibleSuggestion({ ...one, guidance: readable.guidanceOf(one) }, caller))
}

/**
 * Events as a caller may see them now. A suggestion whose text may no longer be told has been withdrawn, and its
 * event says so in its place: the ids of a conversation have no gaps.
 */
export async function visibleEvents<T extends StoredEvent>(
  deps: Telling,
  events: readonly T[],
  caller: Caller,
): Promise<T[]> {
  const told = events.filter(isSuggestion).map(suggestionOf)
  if (told.length === 0) return events.map((event) => withoutKey(event, caller))
  const readable = await readableOf(deps, told)
  return events.map((event) =>
    isSuggestion(event) ? visibleNow(event, readable, caller) : withoutKey(event, caller),
  )
}

/** Whose key it was is for leads to know; others are told the role. What leads write is for people of the desk. */
function withoutKey<T extends StoredEvent>(event: T, caller: Caller): T {
  const { by } = event.data
  if (event.kind === 'note-added' && caller.role === 'service')
    return { ...event, data: { ...event.data, by: 'lead', text: '' } }
  if (caller.role === 'lead' || typeof by !== 'string') return event
  return { ...event, data: { ...event.data, by: by.split(':')[0] } }
}

/** Notes of leads as a caller may read them: a service, which speaks to customers, reads none. */
export function visibleNotes(notes: readonly LeadNote[], { role }: Caller): LeadNote[] {
  if (role === 'service') return []
  if (role === 'lead') return [...notes]
  return notes.map((note) => ({ ...note, by: note.by.split(':')[0] ?? note.by }))
}

function isSuggestion({ kind }: StoredEvent): boolean {
  return kind === 'suggestion-ready'
}

/** Written by `live-state.ts` in this form. */
function suggestionOf({ data }: StoredEvent): StoredSuggestion {
  return data as unknown as StoredSuggestion
}

function visibleNow<T extends StoredEvent>(event: T, readable: Readable, caller: Caller): T {
  const suggestion = suggestionOf(event)
  if (!readable.stands(suggestion)) {
    const { id, forTurn } = suggestion
    const data = { suggestion: id, forTurn, reason: 'out-of-date' }
    return { ...event, kind: 'suggestion-withdrawn', data }
  }
  const guidance = readable.guidanceOf(suggestion)
  return { ...event, data: visibleSuggestion({ ...suggestion, guidance }, caller) }
}
