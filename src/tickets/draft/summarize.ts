import type { Transcript } from '../../conversations/types.ts'
import type { Desk } from '../../desk/types.ts'
import { type Triage, triageTranscript } from '../../triage/classifier/index.ts'
import { draftTicket } from './draft-ticket.ts'
import { type DraftedTicket, toDraftedTicket } from './drafted-ticket.ts'

/** The ticket of a transcript that is stored nowhere: classified, drafted. A failed classification is none. */
export function summarizeTranscript(transcript: Transcript, desk: Desk, now: Date): DraftedTicket {
  const draft = draftTicket(transcript, { desk, classification: triage(transcript, desk), now })
  return toDraftedTicket(transcript.id ?? null, draft)
}

function triage(transcript: Transcript, desk: Desk): Triage | null {
  try {
    return triageTranscript(transcript, desk)
  } catch {
    // The draft is worth having without its class; that it is missing is seen in it.
    return null
  }
}
