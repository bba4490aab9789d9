import type { Turn } from '../../conversations/types.ts'
import type { Classifier } from './classifier.ts'
import type { Finding } from './triage-types.ts'
import { type LabelConfidence, type Prediction, UNKNOWN } from './types.ts'

/** Turns read from the beginning of a conversation, where the need is told, and from its end. */
const FIRST = 30
const LAST = 30
/** Below this no class is named. */
export const UNSURE = 0.4
const RUNNERS_UP = 3
const CUES = 5

type Read = { seq: number; prediction: Prediction; weight: number }

/** The customer's turns that are looked at, in order; of a turn sent several times, what stands last. */
export function customerTurns(turns: Turn[]): Turn[] {
  const standing = new Map<number, Turn>()
  for (const turn of turns) {
    const kept = standing.get(turn.seq)
    if (kept === undefined || isLater(turn, kept)) standing.set(turn.seq, turn)
  }
  const said = [...standing.values()]
    .filter(({ speaker, text }) => speaker === 'customer' && text.trim() !== '')
    .sort((a, b) => a.seq - b.seq)
  return said.length <= FIRST + LAST ? said : [...said.slice(0, FIRST), ...said.slice(-LAST)]
}

function isLater(turn: Turn, kept: Turn): boolean {
  return turn.final === kept.final ? turn.rev >= kept.rev : turn.final
}

/**
 * What a conversation is about: the turns' classes, each weighted by how much it tells. Small talk and names tell
 * little, since they are new to the classifier or fit all classes alike. `null` without a customer's turn.
 */
export function classifyTurns(classifier: Classifier, turns: Turn[]): Finding | null {
  const reads = customerTurns(turns).map((turn) => read(classifier, turn))
  if (reads.length === 0) return null
  return toFinding(mix(reads), reads)
}

/** The weighted classes of all turns, best first, together 1; flat where no turn tells anything. */
export function mixTurns(classifier: Classifier, turns: Turn[]): LabelConfidence[] {
  return mix(customerTurns(turns).map((turn) => read(classifier, turn)))
}

function read(classifier: Classifier, { seq, text }: Turn): Read {
  const prediction = classifier.predict(text)
  const { ranking, novelty } = prediction
  const best = ranking[0]?.confidence ?? 0
  const flat = 1 / Math.max(1, ranking.length)
  const tells = Math.max(0, (best - flat) / (1 - flat))
  return { seq, prediction, weight: tells * tells * (1 - novelty) }
}

function mix(reads: Read[]): LabelConfidence[] {
  const sums = new Map<string, number>()
  const total = reads.reduce((sum, { weight }) => sum + weight, 0)
  for (const { prediction, weight } of reads) {
    const share = total > 0 ? weight / total : 1 / reads.length
    for (const { label, confidence } of prediction.ranking) {
      sums.set(label, (sums.get(label) ?? 0) + share * confidence)
    }
  }
  return [...sums]
    .map(([label, confidence]) => ({ label, confidence }))
    .sort((a, b) => b.confidence - a.confidence)
}

function toFinding(mixed: LabelConfidence[], reads: Read[]): Finding {
  const [best, ...others] = mixed as [LabelConfidence, ...LabelConfidence[]]
  const carriers = reads.filter(({ prediction }) => prediction.ranking[0]?.label === best.label)
  const isNovel = reads.every(({ prediction }) => prediction.novelty >= 0.5)
  if (isNovel || best.confidence < UNSURE) {
    return {
      value: UNKNOWN,
      confidence: best.confidence,
      turns: [],
      cues: [],
      runnersUp: mixed.slice(0, RUNNERS_UP),
    }
  }
  const strongest = Math.max(...carriers.map(({ weight }) => weight))
  const evidence = carriers.filter(({ weight }) => weight >= strongest / 4)
  const cues = evidence.flatMap(({ prediction }) => prediction.evidence)
  return {
    value: best.label,
    confidence: best.confidence,
    turns: evidence.map(({ seq }) => seq),
    cues: [...new Set(cues.sort((a, b) => b.weight - a.weight).map(({ term }) => term))].slice(
      0,
      CUES,
    ),
    runnersUp: others.slice(0, RUNNERS_UP),
  }
}
