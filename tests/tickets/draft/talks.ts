import type { Turn } from '../../../src/conversations/types.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import type { Desk } from '../../../src/desk/types.ts'
import { draftTicket, type TicketDraft, wholeFields } from '../../../src/tickets/index.ts'
import type { Triage } from '../../../src/triage/classifier/index.ts'

/** A Friday afternoon in the sample desk's zone. */
export const NOW = new Date('2026-11-20T15:20:00+08:00')

export const { desk } = await loadDesk('knowledge')

/** `c:` and `a:` before each line: who says it. */
export function talk(...lines: string[]): Turn[] {
  return lines.map((line, i) => ({
    seq: i + 1,
    speaker: line.startsWith('a:') ? 'agent' : 'customer',
    text: line.slice(2).trim(),
    final: true,
    rev: 0,
  }))
}

/** A class that is sure of the type. */
export function ofType(value: string): Triage {
  const type = { value, confidence: 0.9, turns: [1], cues: [], runnersUp: [] }
  const none = { module: null, department: null, urgency: null, priority: null, sentiment: null }
  return { type, ...none, urgent: [] }
}

export function draft(turns: Turn[], type = 'fault', own: Desk = desk): TicketDraft {
  return draftTicket({ turns }, { desk: own, classification: ofType(type), now: NOW })
}

/** Whole values by field name. */
export function fields(turns: Turn[], type = 'fault', own: Desk = desk): Record<string, string> {
  return wholeFields(draft(turns, type, own))
}

/** The sample desk with one type of ticket, whose fields nobody has foreseen. */
export function deskWith(requires: Desk['taxonomy']['types'][number]['requires']): Desk {
  const type = { id: 'own', name: {}, deadlineHours: 24, requires, examples: {} }
  return { ...desk, taxonomy: { ...desk.taxonomy, types: [type] } }
}
