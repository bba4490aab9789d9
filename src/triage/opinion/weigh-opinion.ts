import { type Finding, type Triage, UNKNOWN } from '../classifier/index.ts'
import type { Opinion } from './ask-opinion.ts'

/** What agreement takes from the doubt that was left, and what disagreement takes from the confidence. */
const AGREES = 0.5
const DISAGREES = 0.3
const RUNNERS_UP = 3

/** From here on a field is sure enough without a second opinion. */
const SURE = 0.75

/** Whether a second opinion could matter: the type or the module is unsure, and nobody has decided it. */
export function isUnsure({ type, module, urgent }: Triage): boolean {
  const isOpen = (finding: Finding | null) =>
    finding !== null && !finding.isConfirmed && finding.confidence < SURE
  return urgent.length === 0 && (isOpen(type) || isOpen(module))
}

/**
 * A second opinion makes surer or less sure, and may stand as runner-up; it never becomes the class. What calls for
 * help, and what somebody decided, it does not touch.
 */
export function weighOpinion(triage: Triage, opinion: Opinion): Triage {
  if (triage.urgent.length > 0) return triage
  return {
    ...triage,
    type: weighOne(triage.type, opinion.type),
    module: weighOne(triage.module, opinion.module),
  }
}

function weighOne(finding: Finding | null, said: string | null): Finding | null {
  if (finding === null || said === null || finding.isConfirmed) return finding
  const { confidence } = finding
  if (finding.value === said)
    return { ...finding, confidence: confidence + AGREES * (1 - confidence) }
  const own = finding.runnersUp.find(({ label }) => label === said)?.confidence ?? 0
  const lowered = finding.value === UNKNOWN ? confidence : confidence * (1 - DISAGREES)
  const theirs = { label: said, confidence: Math.max(own, Math.min(lowered, DISAGREES)) }
  const others = finding.runnersUp.filter(({ label }) => label !== said)
  return { ...finding, confidence: lowered, runnersUp: [theirs, ...others].slice(0, RUNNERS_UP) }
}
