import type { Transcript } from '../../src/conversations/types.ts'
import { draftTicket } from '../../src/tickets/index.ts'
import { triageTranscript } from '../../src/triage/classifier/index.ts'
import type { AttackOutput } from './attack-surface.ts'
import { classOf } from './class-of.ts'
import type { World } from './open-world.ts'

/** What a ticket made of a conversation shows: its class, and all of its draft that an agent sees. */
export function readTicket(
  { desk, now }: World,
  transcript: Transcript,
): Pick<AttackOutput, 'class' | 'summary'> {
  const classification = triageTranscript(transcript, desk)
  const draft = draftTicket(transcript, { desk, classification, now })
  const { summary, summaryText, fields, missing } = draft
  return { class: classOf(desk, transcript), summary: { summaryText, summary, fields, missing } }
}
