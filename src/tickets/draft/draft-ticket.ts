import { detectLanguage } from '../../text/language.ts'
import { UNKNOWN } from '../../triage/classifier/index.ts'
import { findMissingFields } from './find-missing.ts'
import type { DraftedTranscript, DraftOptions, TicketDraft } from './types.ts'

/**
 * Drafts the ticket of a conversation as far as it has come: fields, what is missing, a summary, each with the
 * turns it rests on. Pure: it knows what was said, the taxonomy and nothing else.
 */
export function draftTicket(
  transcript: DraftedTranscript,
  { desk, classification = null }: DraftOptions,
): TicketDraft {
  const { turns } = transcript
  const lang = transcript.lang ?? detectLanguage(turns.map(({ text }) => text).join('\n'))
  const label = (name: 'type' | 'module' | 'department' | 'urgency' | 'priority' | 'sentiment') => {
    const value = classification?.[name]?.value ?? null
    return value === UNKNOWN ? null : value
  }
  const type = label('type')
  return {
    lang,
    type,
    module: label('module'),
    department: label('department'),
    urgency: label('urgency'),
    priority: label('priority'),
    sentiment: label('sentiment'),
    fields: [],
    personal: {},
    missing: findMissingFields(desk, type, new Set(), lang),
    summary: [],
    summaryText: '',
    keyTurns: { problem: [], solution: [] },
    throughSeq: Math.max(0, ...turns.map(({ seq }) => seq)),
  }
}
