import type { Transcript, Turn } from '../../conversations/types.ts'
import type { Desk } from '../../desk/types.ts'
import { detectWarnings, type Warning } from '../detect-warnings.ts'
import { classifyTurns, customerTurns, mixTurns, UNSURE } from './classify-turns.ts'
import { classifiersOf, type DeskClassifiers } from './desk-classifiers.ts'
import { findUrgency } from './find-urgency.ts'
import { judgePriority } from './judge-priority.ts'
import { judgeSentiment } from './judge-sentiment.ts'
import { type Danger, judgeUrgency } from './judge-urgency.ts'
import { type Facts, matchRules } from './match-rules.ts'
import { pinFinding } from './pin-finding.ts'
import { URGENT_TYPE } from './training-sets.ts'
import type { ClassField, Finding, Triage } from './triage-types.ts'
import { UNKNOWN } from './types.ts'
import { suspectUrgency } from './urgency-net.ts'

/** A desk's type for complaints, by its id. */
const COMPLAINT_TYPE = /complain|投诉/
/** Ground that a threat to go public, to court or to an authority gives a complaint. */
const THREAT = 0.5
/** That a call found by rule is one; on the written lines all were (2026-11-21). */
const BY_RULE = 0.95
/** From here on examples alone make a call for help. */
const SURE_HELP = 0.9

/** What somebody of the desk has decided already; what follows from it is judged by it. */
export type Decided = Partial<Record<ClassField, string>>

export type TriageOptions = {
  classifiers?: DeskClassifiers
  decided?: Decided
}

/**
 * Classifies a conversation as far as it has come, by the desk's taxonomy. What needs help at once is found by
 * rules and goes before what was learned; all else rests on examples. Only the customer's turns count.
 */
export function triageTranscript(
  transcript: Pick<Transcript, 'turns'>,
  desk: Desk,
  { classifiers = classifiersOf(desk), decided = {} }: TriageOptions = {},
): Triage {
  const turns = customerTurns(transcript.turns)
  // Of a long conversation every turn is searched for danger; the rest is read from its two ends.
  const danger = findDanger(transcript.turns, turns, classifiers)
  const warnings = detectWarnings(turns, desk)
  const pin = (field: ClassField, found: Finding | null): Finding | null =>
    decided[field] === undefined ? found : pinFinding(decided[field], found)
  const type = pin('type', judgeType(turns, desk, classifiers, danger, warnings))
  const module = pin('module', classifiers.module && classifyTurns(classifiers.module, turns))
  const facts: Facts = {
    turns,
    danger: danger.calls,
    warnings,
    type: type?.value,
    module: module?.value,
  }
  const urgency = pin('urgency', judgeUrgency(turns, desk, type, danger, facts))
  const all = { ...facts, urgency: urgency?.value }
  return {
    type,
    module,
    department: pin('department', judgeDepartment(turns, desk, classifiers, module, all)),
    urgency,
    priority: pin('priority', judgePriority(desk, type, urgency, all)),
    sentiment: pin('sentiment', judgeSentiment(turns, desk.taxonomy.sentimentCues)),
    urgent: danger.calls,
  }
}

/** By rule in every turn; where no rule finds any, by what was learned in the turns that are read. */
function findDanger(all: Turn[], read: Turn[], { urgency }: DeskClassifiers): Danger {
  const calls = findUrgency(all)
  if (calls.length > 0) return { calls, confidence: BY_RULE }
  const suspected = urgency && suspectUrgency(urgency, read)
  if (suspected === null) return { calls: [], confidence: 0 }
  return { calls: [suspected.call], confidence: suspected.confidence }
}

function judgeType(
  turns: Turn[],
  desk: Desk,
  classifiers: DeskClassifiers,
  { calls: urgent, confidence: sureness }: Danger,
  warnings: Warning[],
): Finding | null {
  const learned = classifiers.type && classifyTurns(classifiers.type, turns)
  const help = desk.taxonomy.types.find(({ id }) => URGENT_TYPE.test(id))
  if (urgent.length === 0)
    return learned && withThreats(withoutHelp(learned, help?.id), warnings, desk)
  if (help === undefined) return learned
  const others = learned === null ? [] : [...named(learned), ...learned.runnersUp]
  return {
    value: help.id,
    confidence: sureness,
    turns: [...new Set(urgent.map(({ seq }) => seq))].sort((a, b) => a - b),
    cues: urgent.map(({ cue }) => cue),
    runnersUp: others
      .filter(({ label }) => label !== help.id)
      .map(({ label, confidence }) => ({ label, confidence: confidence * (1 - sureness) }))
      .slice(0, 3),
  }
}

/**
 * That somebody needs help at once is heard as a call. Where none was heard, likeness to the examples alone must leave
 * no doubt: money that has not arrived is told in the words of an emergency.
 */
function withoutHelp(learned: Finding, help: string | undefined): Finding {
  if (learned.value !== help || learned.confidence >= SURE_HELP) return learned
  const rest = 1 - learned.confidence
  const [next, ...others] = learned.runnersUp.map(({ label, confidence }) => ({
    label,
    confidence: rest > 0 ? confidence / rest : 0,
  }))
  if (next === undefined || next.confidence < UNSURE)
    return { ...learned, value: UNKNOWN, confidence: next?.confidence ?? 0, turns: [], cues: [] }
  return { ...learned, value: next.label, confidence: next.confidence, cues: [], runnersUp: others }
}

/** Whoever announces press, police or a lawyer complains, whatever else it is about. */
function withThreats(learned: Finding, threats: Warning[], desk: Desk): Finding {
  const complaint = desk.taxonomy.types.find(({ id }) => COMPLAINT_TYPE.test(id))
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

/** By the desk's rules where one holds; else the department of the module: several modules of one department add up, so it may be known where they are not. */
function judgeDepartment(
  turns: Turn[],
  desk: Desk,
  classifiers: DeskClassifiers,
  module: Finding | null,
  facts: Facts,
): Finding | null {
  for (const { id, when } of desk.taxonomy.departments) {
    const evidence = matchRules(when, facts)
    if (evidence !== null) return byRule(id, evidence)
  }
  const confirmed = module?.isConfirmed ? module.value : undefined
  const own = desk.taxonomy.modules.find(({ id }) => id === confirmed)
  if (own !== undefined) return { ...byRule(own.department, []), confidence: 1 }
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

/** That a rule of the desk decided rightly. */
const BY_DESK = 0.95

function byRule(value: string, evidence: { seq: number; cue: string }[]): Finding {
  const seqs = evidence.map(({ seq }) => seq)
  const cues = evidence.map(({ cue }) => cue)
  const turns = [...new Set(seqs)].sort((a, b) => a - b)
  return { value, confidence: BY_DESK, turns, cues: [...new Set(cues)], runnersUp: [] }
}
