import type { Channel } from '../../conversations/index.ts'
import type { Localized } from '../../desk/types.ts'
import type { Lang } from '../../text/types.ts'

/** What is counted or measured, in the order in which it is shown. */
export const FIGURES = [
  ['conversations', 'count'],
  ['talk-time', 'seconds'],
  ['handling-time', 'seconds'],
  ['wrap-up-time', 'seconds'],
  ['replies-in-time', 'share'],
  ['waiting-time', 'seconds'],
  ['first-contact-resolution', 'share'],
  ['satisfaction', 'score'],
  ['complaints', 'share'],
  ['knowledge-hits', 'share'],
  ['suggestions', 'count'],
  ['suggestions-accepted', 'share'],
  ['edit-distance', 'ratio'],
  ['tickets', 'count'],
  ['tickets-closed', 'share'],
  ['closing-time', 'seconds'],
  ['tickets-overdue', 'share'],
  ['follow-ups-overdue', 'share'],
  ['warnings', 'count'],
  ['warnings-taken', 'share'],
  ['warning-reaction', 'seconds'],
  ['incidents', 'count'],
  ['incident-notice', 'seconds'],
  ['incident-reaction', 'seconds'],
  ['answer-rate', 'share'],
  ['speed-of-answer', 'seconds'],
] as const

export type FigureId = (typeof FIGURES)[number][0]
export type Unit = (typeof FIGURES)[number][1]

/** Why there is no value. */
export const REASONS = [
  'nothing-counted',
  'needs-phone-system',
  'no-limit-set',
  'not-by-this',
] as const
export type Reason = (typeof REASONS)[number]

/** A figure that the data gives, or the reason why they do not. */
export type Figure = {
  /** A share from 0 to 1, seconds (the median), a score from 1 to 5, a count; null: not known. */
  value: number | null
  /** What it was counted from. */
  n: number
  /** Of a share: where it lies with a chance of 95 %, after Wilson. */
  low?: number
  high?: number
  /** Of seconds: nine of ten are no longer. */
  p90?: number
  reason?: Reason
}

export type Figures = Record<FigureId, Figure>

/** The same figures for a part of what was counted. */
export type Group = { key: string; figures: Figures }

export type QuestionType = {
  /** Of the desk's taxonomy; `unknown` where the classifier was not sure. */
  id: string
  /** What the desk calls it; empty where its taxonomy has it no more. */
  name: Localized
  count: number
  share: number
}

export type ReportFilter = {
  /** Days of the desk, both included: `2026-11-01`. */
  from: string
  to: string
  channel: Channel | null
  lang: Lang | null
}

export type Report = ReportFilter & {
  timeZone: string
  madeAt: string
  /** Minutes within which a customer of the chat is answered; null: no limit is set. */
  replyMinutes: number | null
  total: Figures
  /** Each day of the period, in order. */
  days: Group[]
  channels: Group[]
  langs: Group[]
  types: QuestionType[]
  modules: QuestionType[]
}
