import type { Lang } from '../text/types.ts'

export type { Flaw } from '../errors.ts'

/** Who may be told, widest first. */
export const AUDIENCES = ['customer', 'agent', 'internal'] as const
export type Audience = (typeof AUDIENCES)[number]

/** Where text lives. `embargo` holds what lies outside its window: not yet released, or expired. */
export const STORES = ['customer', 'agent', 'internal', 'embargo'] as const
export type Store = (typeof STORES)[number]

export const STATES = ['draft', 'published', 'archived'] as const
export type State = (typeof STATES)[number]

/** The validated front matter of one article. Instants are RFC 3339 with offset, dates are `YYYY-MM-DD`. */
export type FrontMatter = {
  id: string
  title: string
  lang: Lang
  audience: Audience
  state: State
  release: string | null
  expires: string | null
  reviewBy: string | null
  module: string | null
  owner: string | null
  tags: string[]
  supersedes: string | null
  translationOf: string | null
  /** How customers ask for it: indexed, and tested. */
  asks: string[]
  mustNot: { ask: string; why: string }[]
}

/**
 * The text of an article that one audience may read from one instant on, cut out before anything
 * else is made of it. Part 0 is the article's own text; each narrowed block is a part of its own.
 */
export type ArticlePart = {
  part: number
  audience: Audience
  release: string | null
  expires: string | null
  /** The part's own markdown: front matter and narrower blocks are not in it. */
  markdown: string
  /** Where the part stands among the chunks of part 0: the index of the chunk it follows, -1 before the first; 0 for part 0. */
  after: number
  /** SHA-256 (hex, first 16) of what a reader of this part can see: title, asks where visible, markdown. */
  rev: string
  chunks: Chunk[]
}

/** One markdown file, compiled. */
export type Article = FrontMatter & {
  /** Path below the knowledge folder, with `/`. */
  path: string
  parts: ArticlePart[]
}

export type Chunk = {
  /** Stable: `<article id>#<hash of heading trail and text>`; unchanged text keeps its id when its neighbours change. */
  id: string
  /** Heading trail below the title: ['Refunds', 'Partial refunds']. */
  headings: string[]
  /** `part.markdown.slice(start, end)`, exactly. The chunks of a part, joined, give back its markdown. */
  text: string
  /** UTF-16 offsets into the part's markdown; `end` is exclusive. */
  start: number
  end: number
  /** First line in the part's markdown, from 1. */
  line: number
  /** UTF-16 offset and line in the source file, for editors only: they would tell where hidden blocks are. */
  sourceStart: number
  sourceLine: number
  /** Stands under `## 标准答复` / `## 標準答覆` / `## Standard reply`: the wording to be used with customers. */
  isStandardReply: boolean
}
