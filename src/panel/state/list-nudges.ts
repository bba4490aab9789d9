import type { Guide, StageName, TimerDue } from '../../http/api-types.ts'

/** Something of the service flow that wants doing now, with the set phrase that does it. */
export type Nudge = { phrase: string } & (
  | { kind: 'reply-due' | 'idle' | 'upset' | 'read-back' }
  | { kind: 'skipped'; step: StageName }
)

/** What the agent is reminded of, the most pressing first; each phrase once. */
export function listNudges(guide: Guide | null, due: TimerDue | null): Nudge[] {
  const nudges: Nudge[] = []
  const add = (nudge: Nudge) => {
    if (!nudges.some(({ phrase }) => phrase === nudge.phrase)) nudges.push(nudge)
  }
  if (due?.phrase) {
    add({ kind: due.kind.startsWith('reply') ? 'reply-due' : 'idle', phrase: due.phrase })
  }
  if (guide?.mood.soothe) add({ kind: 'upset', phrase: guide.mood.soothe })
  for (const { step, phrase } of guide?.skipped ?? []) {
    if (phrase) add({ kind: 'skipped', step, phrase })
  }
  if (guide?.readBack) add({ kind: 'read-back', phrase: guide.readBack })
  return nudges
}
