import type { Turn } from '../../conversations/types.ts'
import type { Desk } from '../../desk/types.ts'
import { LANGS } from '../../text/types.ts'
import type { Classifier } from './classifier.ts'
import { plainSpeech, type UrgentCall } from './find-urgency.ts'
import { LOOKALIKE_LINES, OBLIQUE_LINES } from './oblique-lines.ts'
import type { Example } from './types.ts'
import { HARMLESS_LINES, URGENT_LINES } from './urgent-lines.ts'

const URGENT = 'urgent'
const HARMLESS = 'harmless'
/**
 * From here on a turn that no rule knows is taken for a call for help: of 24 calls left out of everything rules find 8,
 * both together 22; 9 of 400 everyday helpdesk dialogues are suspected (2026-11-21).
 */
const LIKELY = 0.4
/** Characters shown of a turn that is suspected as a whole. */
const MAX_CUE = 60

/** Early warnings about life and limb; all others are harmless by comparison. */
const DANGER_GROUP = /self-?harm|suicide|danger|safety|threat|violence/

/** Calls for help and everyday matters, written lines and the desk's own: what the second net, behind the rules, learns. */
export function urgencyExamples(desk: Desk, isUrgentType: (id: string) => boolean): Example[] {
  const { types, modules } = desk.taxonomy
  const lines = (text: Partial<Record<(typeof LANGS)[number], string[]>>) =>
    LANGS.flatMap((lang) => text[lang] ?? [])
  const as = (label: string, texts: readonly string[]) => texts.map((text) => ({ text, label }))
  return [
    ...as(URGENT, URGENT_LINES),
    ...as(HARMLESS, HARMLESS_LINES),
    ...as(URGENT, OBLIQUE_LINES),
    ...as(HARMLESS, LOOKALIKE_LINES),
    ...Object.values(desk.phrases).flatMap((phrases) => as(HARMLESS, lines(phrases))),
    ...types.flatMap((type) => as(isUrgentType(type.id) ? URGENT : HARMLESS, lines(type.examples))),
    ...modules.flatMap((module) => as(HARMLESS, lines(module.examples))),
    ...desk.warnings.flatMap((group) =>
      as(DANGER_GROUP.test(group.id) ? URGENT : HARMLESS, lines(group.cues)),
    ),
  ]
}

/** How much a text sounds like a call for help, from 0 to 1; figures of speech and stories left aside. */
export function urgencyOf(net: Classifier, text: string): number {
  const plain = plainSpeech(text)
  if (plain === null) return 0
  const { ranking } = net.predict(plain.replace(/·+/g, ' '))
  return ranking.find(({ label }) => label === URGENT)?.confidence ?? 0
}

/** The turn that sounds most like a call for help, and how much; `null` when none does. */
export function suspectUrgency(
  net: Classifier,
  turns: Turn[],
): { call: UrgentCall; confidence: number } | null {
  const rated = turns
    .map(({ seq, text }) => ({ seq, text, confidence: urgencyOf(net, text) }))
    .sort((a, b) => b.confidence - a.confidence)
  const [best] = rated
  if (best === undefined || best.confidence < LIKELY) return null
  const { seq, text, confidence } = best
  const cue = text.length > MAX_CUE ? `${text.slice(0, MAX_CUE)}…` : text
  return { call: { kind: 'suspected', seq, cue }, confidence }
}
