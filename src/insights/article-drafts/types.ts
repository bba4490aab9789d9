import type { Lang } from '../../text/types.ts'

/** A turn as it is stored, in order. */
export type SaidTurn = { seq: number; speaker: 'customer' | 'agent' | 'system'; text: string }

/** A conversation that was solved without an article, as far as its own data say. */
export type SolvedCase = {
  conversation: string
  ticket: string | null
  at: Date
  lang: Lang
  module: string | null
  /** What was asked, without greetings and personal data. */
  question: string
  /** What the agent said to it, sentence by sentence; personal data masked. */
  answer: string[]
}

/** Cases that are about the same. */
export type CaseGroup = {
  cases: SolvedCase[]
  /** The case that is most like the others. */
  middle: SolvedCase
}

/** An article for an editor to look through: never served as it is. */
export type ArticleDraft = {
  id: string
  /** `<id>.md` */
  file: string
  title: string
  lang: Lang
  conversations: string[]
  markdown: string
}
