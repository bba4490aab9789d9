import type { Desk, Level } from '../../desk/types.ts'
import { stepFor } from './judge-urgency.ts'
import type { Finding } from './triage-types.ts'
import { UNKNOWN } from './types.ts'

/**
 * Priority by rule from urgency and type, as places in the desk's list, the first to be served first: danger 1;
 * what is urgent 2; what somebody waits for 3; the rest 4.
 */
export function judgePriority(
  desk: Desk,
  type: Finding | null,
  urgency: Finding | null,
): Finding | null {
  const { priorities, urgencies } = desk.taxonomy
  if (priorities.length === 0 || urgency === null) return null
  const step = stepFor(urgency.value, urgencies)
  if (urgency.value === UNKNOWN || step === null) {
    return { value: UNKNOWN, confidence: 0, turns: [], cues: [], runnersUp: [] }
  }
  const place = { critical: 0, high: 1, normal: 2, low: 3 }[step]
  const value = (priorities[Math.min(place, priorities.length - 1)] as Level).id
  const { confidence, cues } = urgency
  const turns = urgency.turns.length > 0 ? urgency.turns : (type?.turns ?? [])
  const others = priorities.filter(({ id }) => id !== value)
  const runnersUp = others
    .slice(0, 3)
    .map(({ id }) => ({ label: id, confidence: (1 - confidence) / others.length }))
  return { value, confidence, turns, cues, runnersUp }
}
