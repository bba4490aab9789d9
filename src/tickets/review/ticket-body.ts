import type { Lang } from '../../text/types.ts'
import type { Triage } from '../../triage/classifier/index.ts'
import { SENTENCE_KINDS, type TicketDraft } from '../draft/types.ts'

/** Labels of the taxonomy that a ticket carries; `sentiment` is no choice of the desk's and not edited. */
export const CLASS_NAMES = ['type', 'module', 'department', 'urgency', 'priority'] as const
export type ClassName = (typeof CLASS_NAMES)[number]

/** Where something stands in a ticket: `type`, `field.contact`, `summary.problem`. */
export type TicketPath = string

/** One sentence of a summary as it stands, with the turns it came from. */
export type Part = { text: string; evidence: number[]; due: string | null }

/** What stands in one place of a ticket. */
export type Held = {
  /** Null: nothing. Masked where `isPersonal`; the whole value is kept apart. */
  value: string | null
  evidence: number[]
  /** Of the draft; null where a person wrote it. */
  confidence: number | null
  isPersonal: boolean
  /** What a person wrote is never overwritten by a later draft. */
  origin: 'draft' | 'person'
  /** Of a summary: its sentences. */
  parts?: Part[]
  /** Where a person wrote it: what the latest draft says instead, masked; left out where it says the same. */
  drafted?: string | null
}

/** A ticket's content, place by place. */
export type TicketBody = {
  lang: Lang
  sentiment: string | null
  places: Record<TicketPath, Held>
  keyTurns: TicketDraft['keyTurns']
  /** The last turn the latest draft was made from. */
  throughSeq: number
}

/** Whole values by place. */
export type PersonalValues = Record<TicketPath, string>

/** One difference between two versions; personal values masked. */
export type Change = { path: TicketPath; from: string | null; to: string | null }

export const NOTHING: Held = {
  value: null,
  evidence: [],
  confidence: null,
  isPersonal: false,
  origin: 'draft',
}

/** A desk may require a label as a field: it stands once, as the label. */
export function pathOf(field: string): TicketPath {
  return CLASS_NAMES.some((name) => name === field) ? field : `field.${field}`
}

/** The places of a draft and the whole values of the personal ones. `triage` gives labels their turns. */
export function placesOf(
  draft: TicketDraft,
  triage: Triage | null = null,
): { places: Record<TicketPath, Held>; personal: PersonalValues } {
  const places: Record<TicketPath, Held> = {}
  for (const name of CLASS_NAMES) {
    const found = draft[name] === null ? null : (triage?.[name] ?? null)
    const { turns: evidence = [], confidence = null } = found ?? {}
    places[name] = { ...NOTHING, value: draft[name], evidence, confidence }
  }
  const personal: PersonalValues = {}
  for (const { field, value, evidence, confidence, isPersonal } of draft.fields) {
    const path = pathOf(field)
    if ((places[path]?.value ?? null) !== null) continue
    places[path] = { value, evidence, confidence, isPersonal, origin: 'draft' }
    const whole = draft.personal[field]
    if (isPersonal && whole !== undefined) personal[path] = whole
  }
  for (const kind of SENTENCE_KINDS) {
    const parts = draft.summary
      .filter((sentence) => sentence.kind === kind)
      .map(({ text, evidence, due }): Part => ({ text, evidence, due }))
    if (parts.length > 0) places[`summary.${kind}`] = { ...NOTHING, ...joined(parts) }
  }
  return { places, personal }
}

/** Sentences as one value, a line each. */
export function joined(parts: Part[]): Pick<Held, 'value' | 'evidence' | 'parts'> {
  return {
    value: parts.length === 0 ? null : parts.map(({ text }) => text).join('\n'),
    evidence: [...new Set(parts.flatMap(({ evidence }) => evidence))].sort((a, b) => a - b),
    parts,
  }
}

/** Whether anything was said that a ticket could be made of: a label alone is none. */
export function holdsAnything({ places }: Pick<TicketBody, 'places'>): boolean {
  return Object.entries(places).some(
    ([path, { value }]) => value !== null && (path.startsWith('field.') || isSummary(path)),
  )
}

export function isSummary(path: TicketPath): boolean {
  return path.startsWith('summary.')
}
