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
  'incident',
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
  pattern?: string | undefined
  values?: string[] | undefined
  /** The polite question that asks for it. */
  ask: Localized
}

/** When a rule of the desk holds: everything that is given has to. Each is read from the customer's turns. */
export type Condition = {
  /** Somebody calls for help: life, limb or large loss. */
  danger?: true | undefined
  /** An early warning was raised: any, or one of these groups. */
  warnings?: true | string[] | undefined
  /** Any of these words was said. */
  cues?: Partial<Record<Lang, string[]>> | undefined
  /** An amount was named that is as large as this, by currency. */
  amountFrom?: Record<string, number> | undefined
  types?: string[] | undefined
  modules?: string[] | undefined
  urgencies?: string[] | undefined
}

export type TicketType = {
  id: string
  name: Localized
  parent?: string
  deadlineHours: number
  requires: RequiredField[]
  examples: Partial<Record<Lang, string[]>>
  /** Former ids; what was confirmed under them counts for this one. */
  renamedFrom?: string[]
}

export type Module = {
  id: string
  name: Localized
  parent?: string
  department: string
  examples: Partial<Record<Lang, string[]>>
  renamedFrom?: string[]
}
/** `when`: what goes there whatever its module is. */
export type Department = { id: string; name: Localized; when?: Condition[]; renamedFrom?: string[] }
/** `rule` is for people; `when` is what the program goes by. */
export type Level = {
  id: string
  name: Localized
  rule: string
  when?: Condition[]
  /** Of an urgency: it is settled within this time, whatever its type allows. */
  deadlineHours?: number
  renamedFrom?: string[]
}

export type Taxonomy = {
  types: TicketType[]
  modules: Module[]
  departments: Department[]
  /** The gravest first. */
  urgencies: Level[]
  /** The first to be served first. */
  priorities: Level[]
  /** The desk's own words for anger and praise, beside those that are known anyway. */
  sentimentCues?: Record<'negative' | 'positive', Partial<Record<Lang, string[]>>>
}

/** What agents do with suggestions, and what it may change. */
export type LearningSettings = {
  /** Whether it moves articles in the ranking. Off: the ranking is exactly what it is without feedback. */
  rerank: boolean
  /** So many agents have to agree, in so many conversations, before an article is moved. */
  minAgents: number
  minConversations: number
}

/** What is waited for on one channel; null: nothing is. */
export type ChannelTimers = {
  /** Quiet that ends a burst of turns. */
  burstMs: number
  /** A customer waits at most so long for a reply … */
  replyMs: number | null
  /** … and the agent is warned so long before. */
  replyWarnMs: number
  /** Silence of the customer after which they are reminded, and after which the conversation is closed. */
  idleRemindMs: number | null
  idleCloseMs: number | null
  /** A line that broke off is called back within this. */
  callBackMs: number | null
}

export type DeskTimers = {
  /** Of the chat, as written. */
  replyMinutes: number
  replyWarnSeconds: number
  idleRemindMinutes: number
  idleCloseMinutes: number
  channels: Record<'hotline' | 'chat' | 'email', ChannelTimers>
}

/** Where the tickets of some departments go. */
export type Endpoint = {
  id: string
  /** https; http to this machine alone, and only with a setting that says so. */
  url: string
  /** Name of the environment variable with the signing secret. */
  secretEnv: string
  /** Null: all departments that no other endpoint names. */
  departments: string[] | null
}

/** What happens to a ticket after its approval. */
export type DispatchRules = {
  endpoints: Endpoint[]
  /** So long before a deadline it is chased for the first time. */
  remindHours: number
  /** The customer is visited again so long after the result. */
  visitHours: number
  /** A promise for which no time was said is due after so long. */
  promiseHours: number
  /** So long before a follow-up is due somebody is reminded. */
  promiseRemindMinutes: number
}

export type IncidentSettings = {
  /** Reports count together that come within so many minutes. */
  windowMinutes: number
  /** Different customers within that time from which on it may be an incident. */
  customers: number
  /** It has to be so many times as many as are usual at this hour. */
  timesUsual: number
  /** Without a report for so long it is over. */
  quietMinutes: number
  /** Things customers have trouble with that are the desk's own, by one name in all languages. */
  things: { name: string; words: string[] }[]
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
  timers: DeskTimers
  /** When reports of the same trouble are a mass incident. */
  incidents: IncidentSettings
  /** Severity by rule of the outgoing check; rules not named keep their own. */
  check: Record<string, 'block' | 'warn' | 'hint' | 'off'>
  learning: LearningSettings
  dispatch: DispatchRules
  /** Conversations in which nothing was said for so long are deleted; null: none are. */
  retentionDays: number | null
  /** Origins that may embed the panel. */
  frameAncestors: string[]
  phrases: Phrases
  glossary: GlossaryTerm[]
  warnings: WarningGroup[]
  taxonomy: Taxonomy
}
