import type { Transcript } from '../../src/conversations/types.ts'
import type { Desk } from '../../src/desk/types.ts'
import { triageTranscript } from '../../src/triage/classifier/index.ts'

/** Labels of the desk's taxonomy; null where nothing can be said. */
export type ClassLabels = Record<
  'type' | 'module' | 'department' | 'urgency' | 'priority',
  string | null
>

/** How a conversation is classified as far as it has come. */
export function classOf(desk: Desk, transcript: Pick<Transcript, 'turns'>): ClassLabels {
  const triage = triageTranscript(transcript, desk)
  return {
    type: triage.type?.value ?? null,
    module: triage.module?.value ?? null,
    department: triage.department?.value ?? null,
    urgency: triage.urgency?.value ?? null,
    priority: triage.priority?.value ?? null,
  }
}
