import type { Transcript, Turn } from '../../conversations/types.ts'
import type { Desk } from '../../desk/types.ts'
import { detectWarnings } from '../detect-warnings.ts'
import { classifyTurns, customerTurns, mixTurns } from './classify-turns.ts'
import { classifiersOf, type DeskClassifiers } from './desk-classifiers.ts'
import { findUrgency, type UrgentCall } from './find-urgency.ts'
import { judgePriority } from './judge-priority.ts'
import { judgeSentiment } from './judge-sentiment.ts'
import { judgeUrgency } from './judge-urgency.ts'
import type { Finding, Triage } from './triage-types.ts'
import { UNKNOWN } from './types.ts'

/** A desk's types for calls for help and for complaints, by their ids. */
const URGENT_TYPE = /urgent|emergency|紧急/
const COMPLAINT_TYPE = /complain|投诉/
/** Ground that a threat to go public, to court or to an authority gives a complaint. */
const THREAT = 0.5

/**
 * Classifies a conversation as far as it has come, by the desk's taxonomy. What needs help at once is found by
 * rules and goes before what was learned; all else rests on examples. Only the customer's turns count.
 */
export function triageTranscript(
  transcript: Pick<Transcript, 'turns'>,
  desk: Desk,
  classifiers: DeskClassifiers = classifiersOf(desk),
): Triage {
  const turns = customerTurns(transcript.turns)
  // Of a long conversation every turn is searched for danger; the rest is read from its two ends.
  const urgent = findUrgency(transcript.turns)
  const type = judgeType(turns, desk, classifiers, urgent)
  const module = classifiers.module && classifyTurns(classifiers.module, turns)
  const urgency = judgeUrgency(turns, desk, type, urgent)
  return {
    type,
    module,
    department: judgeDepartment(turns, desk, classifiers, module),
    urgency,
    priority: judgePriority(desk, type, urgency),
    sentiment: judgeSentiment(turns),
    urgent,
  }
}

function judgeType(
  turns: Turn[],
  desk: Desk,
  classifiers: DeskClassifiers,
  urgent: UrgentCall[],
): Finding | null {
  const learned = classifiers.type && classifyTurns(classifiers.type, turns)
  if (urgent.length === 0) return learned && withThreats(learned, turns, desk)
  const help = desk.taxonomy.types.find(({ id }) => URGENT_TYPE.test(id))
  if (help === undefined) return learned
  const others = learned === null ? [] : [...named(learned), ...learned.runnersUp]
  return {
    value: help.id,
    confidence: 0.95,
    turns: [...new Set(urgent.map(({ seq }) => seq))].sort((a, b) => a - b),
    cues: urgent.map(({ cue }) => cue),
    runnersUp: others
      .filter(({ label }) => label !== help.id)
      .map(({ label, confidence }) => ({ label, confidence: confidence * 0.05 }))
      .slice(0, 3),
  }
}

/** Whoever announces press, police or a lawyer complains, whatever else it is about. */
function withThreats(learned: Finding, turns: Turn[], desk: Desk): Finding {
  const complaint = desk.taxonomy.types.find(({ id }) => COMPLAINT_TYPE.test(id))
  const threats = detectWarnings(turns, desk)
  if (complaint === undefined || threats.length === 0) return learned
  const ranking = [...named(learned), ...learned.runnersUp]
  const known = ranking.find(({ label }) => label === complaint.id)?.confidence ?? 0
  const others = ranking
    .filter(({ label }) => label !== complaint.id)
    .map(({ label, confidence }) => ({ label, confidence: confidence * (1 - THREAT) }))
  const confidence = known + THREAT * (1 - known)
  const isOwn = learned.value === complaint.id
  return {
    value: complaint.id,
    confidence,
    turns: [...new Set([...(isOwn ? learned.turns : []), ...threats.map(({ seq }) => seq)])].sort(
      (a, b) => a - b,
    ),
    cues: threats.map(({ cue }) => cue),
    runnersUp: others,
  }
}

function named({ value, confidence }: Finding) {
  return value === UNKNOWN ? [] : [{ label: value, confidence }]
}

/** The department of the module; several modules of one department add up, so it may be known where they are not. */
function judgeDepartment(
  turns: Turn[],
  desk: Desk,
  classifiers: DeskClassifiers,
  module: Finding | null,
): Finding | null {
  if (classifiers.module === null || module === null) return null
  const departments = new Map(desk.taxonomy.modules.map(({ id, department }) => [id, department]))
  const sums = new Map<string, number>()
  for (const { label, confidence } of mixTurns(classifiers.module, turns)) {
    const department = departments.get(label)
    if (department !== undefined) sums.set(department, (sums.get(department) ?? 0) + confidence)
  }
  const ranking = [...sums]
    .map(([label, confidence]) => ({ label, confidence }))
    .sort((a, b) => b.confidence - a.confidence)
  const best = ranking[0]
  if (best === undefined) return null
  if (module.value === UNKNOWN) {
    return { ...module, confidence: best.confidence, runnersUp: ranking.slice(0, 3) }
  }
  const value = departments.get(module.value) ?? UNKNOWN
  return {
    value,
    confidence: sums.get(value) ?? 0,
    turns: module.turns,
    cues: module.cues,
    runnersUp: ranking.filter(({ label }) => label !== value).slice(0, 3),
  }
}
