import type {
  ConversationEvent,
  OpenConversation,
  OpenList,
  Warning,
} from '../../http/api-types.ts'
import { changeRow } from './change-row.ts'

/** Everything the board knows; changed only by `reduceBoard`. */
export type BoardState = {
  rows: ReadonlyMap<string, OpenConversation>
  limits: OpenList['limits'] | null
  /** Of those that are open, how many could not be listed. */
  unlisted: number
  /** The latest first; those taken up stay for a while, with who did. */
  warnings: readonly Warning[]
  /** Conversations to be read anew: seen in events only, or with a state that events do not tell. */
  unsure: ReadonlySet<string>
  /** Rise whenever incidents, tickets or follow-ups have to be read anew. */
  incidentNews: number
  ticketNews: number
}

export type BoardAction =
  | { type: 'listed'; rows: OpenConversation[]; limits: OpenList['limits']; open: number }
  /** Read anew: what is asked for and not among the rows is open no more. */
  | { type: 'read'; asked: readonly string[]; rows: OpenConversation[] }
  | { type: 'warnings-read'; warnings: Warning[] }
  | { type: 'warning-taken'; warning: Warning }
  | { type: 'events'; events: readonly ConversationEvent[] }

export const EMPTY_BOARD: BoardState = {
  rows: new Map(),
  limits: null,
  unlisted: 0,
  warnings: [],
  unsure: new Set(),
  incidentNews: 0,
  ticketNews: 0,
}

/** Warnings kept on the board. */
const MOST_WARNINGS = 60

/** The board after something was read or has happened; events that are known already change nothing. */
export function reduceBoard(state: BoardState, action: BoardAction): BoardState {
  switch (action.type) {
    case 'listed': {
      const { rows, limits, open } = action
      const unlisted = Math.max(0, open - rows.length)
      return { ...state, rows: byId(rows), limits, unlisted, unsure: new Set() }
    }
    case 'read':
      return takeRows(state, action)
    case 'warnings-read':
      return { ...state, warnings: action.warnings }
    case 'warning-taken':
      return { ...state, warnings: replaceWarning(state.warnings, action.warning) }
    case 'events':
      return takeEvents(state, action.events)
  }
}

function byId(rows: readonly OpenConversation[]): Map<string, OpenConversation> {
  return new Map(rows.map((row) => [row.id, row]))
}

function takeRows(
  state: BoardState,
  { asked, rows }: { asked: readonly string[]; rows: OpenConversation[] },
): BoardState {
  const next = new Map(state.rows)
  const unsure = new Set(state.unsure)
  for (const id of asked) {
    unsure.delete(id)
    if (!rows.some((row) => row.id === id)) next.delete(id)
  }
  for (const row of rows) {
    const known = next.get(row.id)
    // What events have told meanwhile is newer than the answer.
    if (!known || known.lastEventId <= row.lastEventId) next.set(row.id, row)
  }
  return { ...state, rows: next, unsure }
}

function takeEvents(before: BoardState, events: readonly ConversationEvent[]): BoardState {
  const rows = new Map(before.rows)
  const unsure = new Set(before.unsure)
  let { warnings, incidentNews, ticketNews } = before
  for (const event of events) {
    if (event.kind.startsWith('incident-')) incidentNews += 1
    if (/^(ticket|follow-up)-/u.test(event.kind)) ticketNews += 1
    if (event.kind === 'incident-ended') endIncident(rows, event.data.incident)
    const row = rows.get(event.conversation)
    if (!row) {
      if (event.kind !== 'conversation-closed') unsure.add(event.conversation)
    } else if (event.id > row.lastEventId) {
      const changed = changeRow(row, event)
      if (changed.row) rows.set(row.id, changed.row)
      else rows.delete(row.id)
      if (changed.isUnsure) unsure.add(row.id)
    }
    warnings = takeWarning(warnings, event, row)
  }
  return { ...before, rows, unsure, warnings, incidentNews, ticketNews }
}

function endIncident(rows: Map<string, OpenConversation>, incident: string): void {
  for (const row of rows.values())
    if (row.incident === incident) rows.set(row.id, { ...row, incident: null })
}

function takeWarning(
  warnings: readonly Warning[],
  event: ConversationEvent,
  row: OpenConversation | undefined,
): readonly Warning[] {
  if (event.kind === 'warning-raised') {
    const id = `${event.conversation}.${event.id}`
    if (warnings.some((warning) => warning.id === id)) return warnings
    const { group, name, seq, cue } = event.data
    const raised: Warning = {
      ...{ id, conversation: event.conversation, channel: row?.channel ?? 'chat', isClosed: false },
      ...{ raisedAt: event.at, group, name, seq, cue, takenBy: null, takenAt: null },
    }
    return [raised, ...warnings].slice(0, MOST_WARNINGS)
  }
  if (event.kind === 'warning-taken') {
    const { warning: id, by, at } = event.data
    const taken = warnings.find((warning) => warning.id === id)
    if (!taken || taken.takenAt !== null) return warnings
    return replaceWarning(warnings, { ...taken, takenBy: by, takenAt: at })
  }
  if (event.kind === 'conversation-closed')
    return warnings.map((warning) =>
      warning.conversation === event.conversation ? { ...warning, isClosed: true } : warning,
    )
  return warnings
}

function replaceWarning(warnings: readonly Warning[], warning: Warning): Warning[] {
  return warnings.map((each) => (each.id === warning.id ? warning : each))
}
