import type { Audience } from '../articles/types.ts'
import type { Lang } from '../text/types.ts'

/** What we search for. Built from turns (or typed); never holds anything of the knowledge base. */
export type Query = {
  /** The need in the customer's words, all of it. */
  text: string
  /** Earlier turns that say what is talked about, most recent first; scored lower than `text`. */
  context: string[]
  /** The desk's own terms for what the text calls otherwise; scored like words of the need that are less sure. */
  official?: string[]
  lang: Lang
}

/** One stored part of an article as found for one query. */
export type Passage = {
  chunkId: string
  articleId: string
  title: string
  lang: Lang
  audience: Audience
  headings: string[]
  /** The chunk's markdown, exactly as indexed. */
  text: string
  /** Offsets and first line of the chunk in the article as this reader sees it. */
  start: number
  end: number
  line: number
  /** Content hash of the article part the chunk stands in. */
  rev: string
  isStandardReply: boolean
  /** Past its `review_by` date. */
  isStale: boolean
  module: string | null
  /** From 1, best first. */
  rank: number
  /** Comparable within one query only. */
  score: number
  /** Why it was found: the query's terms that matched, each lane's rank, and the part of its score that feedback moved it by. */
  why: { terms: string[]; lanes: Record<string, number>; learned?: number }
}

export type Retrieval = {
  query: Query
  passages: Passage[]
  /** How sure we are that the first passage answers the query: 0 to 1, calibrated per language. */
  confidence: number
  /** Counts the changes of what this role may read. */
  generation: number
}
