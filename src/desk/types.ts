import type { Lang } from '../text/types.ts'

/** The stages a set phrase belongs to; each is a file `phrases/<stage>.md`. */
export const STAGES = [
  'greeting',
  'listening',
  'confirm',
  'hold',
  'soothe',
  'clarify',
  'refuse',
  'escalate',
  'transfer',
  'thanks',
  'close',
  'idle-3',
  'idle-5',
  'callback',
  'warning',
] as const
export type Stage = (typeof STAGES)[number]

/** A text in the desk's languages; at least one is there. */
export type Localized = Partial<Record<Lang, string>>

export type Phrases = Record<Stage, Record<Lang, string[]>>

export type GlossaryTerm = {
  /** The official term. */
  term: string
  lang: Lang
  synonyms: string[]
  abbreviations: string[]
  misspellings: string[]
  /** An official product or feature name, not to be reworded. */
  isProduct: boolean
}

export type WarningGroup = {
  id: string
  name: Localized
  /** What a customer says that raises it; context decides, never a bare word. */
  cues: Partial<Record<Lang, string[]>>
  /** Harmless uses of the same words: 'a novel about a reporter'. */
  exceptions: Partial<Record<Lang, string[]>>
  notify: 'lead' | 'duty-officer'
  /** What to say first. */
  calm: Localized
  /** What the agent has to find out. */
  questions: Partial<Record<Lang, string[]>>
}

export type RequiredField = {
  field: string
  description: Localized
  /** Regular expression a value must match, or the values allowed. */
  pattern?: string
  values?: string[]
  /** The polite question that asks for it. */
  ask: Localized
}

export type TicketType = {
  id: string
  name: Localized
  deadlineHours: number
  requires: RequiredField[]
  examples: Partial<Record<Lang, string[]>>
}

export type Module = {
  id: string
  name: Localized
  department: string
  examples: Partial<Record<Lang, string[]>>
}
export type Department = { id: string; name: Localized }
export type Level = { id: string; name: Localized; rule: string }

export type Taxonomy = {
  types: TicketType[]
  modules: Module[]
  departments: Department[]
  urgencies: Level[]
  priorities: Level[]
}

export type Desk = {
  name: Localized
  languages: Lang[]
  /** IANA name: 'Asia/Shanghai'. */
  timeZone: string
  /** Registrable domains; links to anything else are stopped. */
  officialDomains: string[]
  /** How a customer is addressed where no name is known: 您, you. */
  address: Localized
  timers: {
    replyMinutes: number
    replyWarnSeconds: number
    idleRemindMinutes: number
    idleCloseMinutes: number
  }
  /** Severity by rule of the outgoing check; rules not named keep their own. */
  check: Record<string, 'block' | 'warn' | 'hint' | 'off'>
  /** Conversations in which nothing was said for so long are deleted; null: none are. */
  retentionDays: number | null
  /** Origins that may embed the panel. */
  frameAncestors: string[]
  phrases: Phrases
  glossary: GlossaryTerm[]
  warnings: WarningGroup[]
  taxonomy: Taxonomy
}
