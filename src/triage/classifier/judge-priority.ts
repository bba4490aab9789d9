import type { Desk, Level } from '../../desk/types.ts'
import { stepFor } from './judge-urgency.ts'
import { type Facts, matchRules } from './match-rules.ts'
import type { Finding } from './triage-types.ts'
import { UNKNOWN } from './types.ts'

/** That a rule of the desk decided rightly. */
const BY_DESK = 0.95

/**
 * Priority by the desk's own rules, else from urgency and type, as places in the desk's list, the first to be served first: danger 1;
 * what is urgent 2; what somebody waits for 3; the rest 4.
 */
export function judgePriority(
  desk: Desk,
  type: Finding | null,
  urgency: Finding | null,
  facts: Facts,
): Finding | null {
  const { priorities, urgencies } = desk.taxonomy
  if (priorities.length === 0 || urgency === null) return null
  for (const { id, when } of priorities) {
    const evidence = matchRules(when, facts)
    if (evidence !== null) return ruled(id, evidence, [type, urgency], priorities)
  }
  const step = stepFor(urgency.value, urgencies)
  if (urgency.value === UNKNOWN || step === null) {
    return { value: UNKNOWN, confidence: 0, turns: [], cues: [], runnersUp: [] }
  }
  const place = { critical: 0, high: 1, normal: 2, low: 3 }[step]
  const value = (priorities[Math.min(place, priorities.length - 1)] as Level).id
  const { confidence, cues } = urgency
  const turns = urgency.turns.length > 0 ? urgency.turns : (type?.turns ?? [])
  return { value, confidence, turns, cues, runnersUp: othersOf(value, priorities, confidence) }
}

/** A rule rests on its own words, and on what the labels rest on that it names. */
function ruled(
  value: string,
  evidence: readonly { seq: number; cue: string }[],
  labels: readonly (Finding | null)[],
  priorities: readonly Level[],
): Finding {
  const known = labels.filter((label) => label !== null)
  const confidence = Math.min(BY_DESK, ...known.map((label) => label.confidence))
  const seqs = [...evidence.map(({ seq }) => seq), ...known.flatMap(({ turns }) => turns)]
  const cues = [...evidence.map(({ cue }) => cue), ...known.flatMap((label) => label.cues)]
  return {
    value,
    confidence,
    turns: [...new Set(seqs)].sort((a, b) => a - b),
    cues: [...new Set(cues)],
    runnersUp: othersOf(value, priorities, confidence),
  }
}

function othersOf(value: string, priorities: readonly Level[], confidence: number) {
  const others = priorities.filter(({ id }) => id !== value)
  return others
    .slice(0, 3)
    .map(({ id }) => ({ label: id, confidence: (1 - confidence) / others.length }))
}
