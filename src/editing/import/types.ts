import type { Lang } from '../../text/types.ts'

/** One page of a source, as it was found. */
export type SourcePage = {
  /** File it comes from, below the source folder; with the record's number where a file holds several. */
  from: string
  /** Where in that file it begins, as far as that is known: from 1. */
  line: number
  title: string
  body: { kind: 'html'; html: string } | { kind: 'text'; text: string }
  /** Null: to be detected. */
  lang: Lang | null
  /** What the source calls it by: a path, an address; how other pages link to it. */
  addresses: string[]
  tags: string[]
  /** Other ways of asking for it. */
  asks: string[]
  /** The body is wording for customers. */
  isReply: boolean
  /** Path of the page that this one is a translation of. */
  translationOf: string | null
  /** Folder that its relative links and images are meant from. */
  base: string
}

/** A picture that goes beside the articles. `bytes`: it stood in the page itself. */
export type ImportedImage = { to: string } & ({ file: string } | { bytes: Uint8Array })

/** What came of a page. */
export type ImportedArticle = {
  from: string
  /** Below the destination. */
  file: string
  id: string
  title: string
  lang: Lang
  markdown: string
  images: ImportedImage[]
}

/** What was in a page, and what is in the article: tables, lists, links, images. */
export type Counts = { tables: number; lists: number; links: number; images: number }
