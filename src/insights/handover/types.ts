import type { Lang } from '../../text/types.ts'

export const SECTIONS = ['unfinished', 'special', 'anomalies', 'notices', 'log'] as const
export type Section = (typeof SECTIONS)[number]

export const HANDOVER_STATES = ['draft', 'handed', 'taken'] as const
export type HandoverState = (typeof HANDOVER_STATES)[number]

export const SOURCE_KINDS = ['ticket', 'follow-up', 'incident', 'warning', 'count'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** What a fact is about; the print has words for each. */
export const FACTS = [
  'background',
  'progress',
  'next-step',
  'promise',
  'state',
  'type',
  'department',
  'urgency',
  'deadline',
  'due',
  'kind',
  'since',
  'until',
  'scope',
  'cue',
  'taken-by',
  'reopened',
  'count',
] as const
export type FactName = (typeof FACTS)[number]

/** What the system knows of a thing; instants in ISO form, personal data masked. */
export type Fact = { name: FactName; value: string }

/** A thing to know, as it is drafted. */
export type DraftedItem = {
  section: Section
  source: { kind: SourceKind; id: string }
  /** What it was drafted from goes with its conversation. */
  conversation: string | null
  title: string
  facts: Fact[]
}

export type HandoverItem = {
  id: string
  section: Section
  /** Null: a person wrote it. */
  source: { kind: SourceKind; id: string } | null
  conversation: string | null
  title: string
  facts: Fact[]
  note: string | null
  isLeftOut: boolean
  madeBy: string | null
}

export type Handover = {
  id: string
  state: HandoverState
  version: number
  /** What the desk calls the shift: 早班. */
  shift: string
  lang: Lang
  from: Date
  until: Date
  createdBy: string
  createdAt: Date
  changedAt: Date
  /** When the system's part was last drawn up. */
  draftedAt: Date
  outgoing: { by: string; at: Date } | null
  incoming: { by: string; at: Date } | null
}

export const DEEDS = ['drafted', 'refreshed', 'edited', 'handed', 'returned', 'taken'] as const

/** Who did what; ids of items, never their words. */
export type HandoverVersion = {
  version: number
  at: Date
  by: string
  deed: (typeof DEEDS)[number]
  changes: string[]
  reason: string | null
}

/** What a person changes of a draft. */
export type HandoverEdit = {
  items: { id: string; note?: string | null; title?: string; isLeftOut?: boolean }[]
  add: { section: Section; title: string; note?: string }[]
  /** Ids of items that a person wrote. */
  remove: string[]
}
