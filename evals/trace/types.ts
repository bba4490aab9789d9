import type { Lang } from '../../src/text/types.ts'

/** One thing that was looked at in a case, and how it stood. */
export type Verdict = { name: string; ok: boolean; wanted?: string; found?: string }

/** A passage as it was found for a query. `text` is kept of the first, and of all in cases that did not pass. */
export type TracedPassage = {
  rank: number
  article: string
  title: string
  lang: Lang
  score: number
  /** Place in each lane, from 1. */
  lanes: Record<string, number>
  /** Terms of the query that matched. */
  terms: string[]
  /** It is of an article that the case expects. */
  isExpected: boolean
  text?: string
}

/** One search. */
export type TracedSearch = {
  query: string
  context: string[]
  lang: Lang
  confidence: number
  /** The confidence from which on it is answered. */
  threshold: number
  /** The answer was composed of what this found. */
  isUsed: boolean
  passages: TracedPassage[]
}

/** Everything that led to what was suggested in one case; a row of `traces.jsonl`. */
export type CaseTrace = {
  id: string
  said: { speaker: string; text: string }[]
  /** What came of it, the parts that the suite judges: `outcome`, `text`, `cites` … */
  got: Record<string, string>
  verdicts: Verdict[]
  searches?: TracedSearch[]
  /** What confidence is measured by: whether there is an answer to find, and whether it was found first. */
  asked?: { confidence: number; threshold: number; isAnswerable: boolean; isRight: boolean }
  /** Labels, for confusion matrices: task → what is right, what was said. */
  labels?: Record<string, { right: string; said: string }>
  ms?: number
}
