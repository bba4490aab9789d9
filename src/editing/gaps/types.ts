import type { Audience } from '../../articles/types.ts'
import type { Lang } from '../../text/types.ts'

/** Why a question counts as a gap: nothing was found, what was found was turned down, or written anew before it was sent. */
export const FAULTS = ['unanswered', 'rejected', 'edited'] as const
export type Fault = (typeof FAULTS)[number]

/** Whose list it is: what is on a topic that this reader may not know of is left out without a trace. */
export const GAP_READERS = ['agent', 'lead', 'editor'] as const
export type GapReader = (typeof GAP_READERS)[number]

/** A question that a customer asked in vain, without personal data. */
export type AskedInVain = {
  conversation: string
  question: string
  lang: Lang
  fault: Fault
  /** What was told for it and turned down or rewritten. */
  article: string | null
  /** The reason that the agent gave. */
  reason: string | null
  module: string | null
  at: Date
}

/** Questions that are one need. */
export type QuestionGroup = {
  asked: AskedInVain[]
  /** The question that is most like the others. */
  middle: AskedInVain
}

export type NearArticle = {
  id: string
  title: string
  lang: Lang
  audience: Audience
  /** Its file below the knowledge folder. */
  path: string | null
}

/** What an editor could do about a gap. */
export type Remedy =
  /** The article answers it, or nearly: lines for its `asks`. */
  | { kind: 'asks'; article: string; path: string | null; lines: string[] }
  /** It was told for it and was not right: the text is to be looked at. */
  | { kind: 'revise'; article: string; path: string | null; reasons: string[] }
  /** Nothing near: the beginning of an article, its audience left out, so that it is served to nobody. */
  | { kind: 'new'; file: string; markdown: string }

export type Gap = {
  /** The same for the same questions. */
  id: string
  question: string
  lang: Lang
  /** Times asked, and in how many conversations. */
  questions: number
  conversations: number
  faults: Record<Fault, number>
  module: string | null
  firstAt: string
  lastAt: string
  /** Other ways in which it was asked, the most unlike first. */
  examples: string[]
  near: NearArticle[]
  remedy: Remedy
}

export type Gaps = {
  since: string
  gaps: Gap[]
  /** Questions asked in vain since then that an article answers by now. */
  answeredSince: { article: string; conversations: number }[]
}
