import type { ConversationEvent, OpenConversation, StoredTurn } from '../../http/api-types.ts'

/** A row after an event; null: it is open no more. `isUnsure`: the server knows more than the event tells. */
export type ChangedRow = { row: OpenConversation | null; isUnsure?: boolean }

export function changeRow(before: OpenConversation, event: ConversationEvent): ChangedRow {
  const row = { ...before, lastEventId: event.id }
  switch (event.kind) {
    case 'turn-added':
      return event.data.final ? takeTurn(row, event.data) : { row }
    case 'stage-changed':
      return { row: { ...row, stage: event.data.stage } }
    case 'class-changed': {
      const { type, urgency } = event.data
      return { row: { ...row, type: type?.value ?? null, urgency: urgency?.value ?? null } }
    }
    case 'warning-raised':
      return { row: { ...row, openWarnings: row.openWarnings + 1 } }
    case 'warning-taken':
      return { row: { ...row, openWarnings: Math.max(0, row.openWarnings - 1) } }
    case 'incident-linked':
      return { row: { ...row, incident: event.data.incident } }
    case 'conversation-closed':
      return { row: null }
    case 'conversation-dropped':
      return { row: { ...row, status: 'dropped' } }
    case 'conversation-reopened':
      return { row: { ...row, status: 'open' }, isUnsure: true }
    case 'conversation-transferred':
      return { row: { ...row, ...event.data.to } }
    default:
      return { row }
  }
}

function takeTurn(row: OpenConversation, turn: StoredTurn): ChangedRow {
  const { speaker, text, receivedAt: at } = turn
  if (speaker === 'system') return { row }
  const lastTurn = { speaker, text: shortLine(text), at }
  if (speaker === 'agent') return { row: { ...row, lastTurn, waitingSince: null } }
  // Whether these words want a reply at all, a goodbye for one, the server tells.
  const isUnsure = row.waitingSince === null
  return { row: { ...row, lastTurn, waitingSince: row.waitingSince ?? at }, isUnsure }
}

const LONG_NUMBER = /\d(?:[ -]?\d){6,}/gu
const ADDRESS = /[\w.+-]+@[\w-]+\.[\w.]+/gu

/** One line for a list that others can see over a shoulder: long numbers and addresses are left out. */
function shortLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(LONG_NUMBER, '•••')
    .replace(ADDRESS, '•••')
    .slice(0, 160)
}
