import type { ArticleView as StoredArticle } from '../indexing/read-articles.ts'
import type { Lang } from '../text/types.ts'

/** An article as one reader may see it now: its own text and the blocks told to that reader, in reading order. */
export type ArticleView = {
  id: string
  title: string
  lang: Lang
  module: string | null
  translationOf: string | null
  /** Past its review date, still valid. */
  isStale?: boolean
  /** The chunks' texts, joined. */
  markdown: string
  /** In reading order; they cover `markdown` exactly once. */
  chunks: ViewChunk[]
}

export type ViewChunk = {
  id: string
  /** UTF-16 offsets into the view's markdown. */
  start: number
  end: number
  /** Where it begins in the stored part, which is what a citation counts from: offset, and line from 1. */
  partStart: number
  partLine: number
  /** Content hash of the article part the chunk stands in. */
  rev: string
  isStandardReply: boolean
}

type PlacedChunk = Omit<ViewChunk, 'start' | 'end'> & { text: string; place: number }

/** Puts an article together: its own text, with each narrowed block after the chunk it follows. */
export function viewArticle(article: StoredArticle): ArticleView {
  const placed = article.parts.flatMap((part, index) =>
    part.chunks.map(
      ({ id, start, end, line, isStandardReply }, piece): PlacedChunk => ({
        id,
        partStart: start,
        partLine: line,
        rev: part.rev,
        isStandardReply,
        text: part.markdown.slice(start, end),
        place: index === 0 ? piece : part.after + 0.5,
      }),
    ),
  )
  let markdown = ''
  const chunks = placed
    .toSorted((a, b) => a.place - b.place)
    .map(({ text, place: _, ...chunk }): ViewChunk => {
      const start = markdown.length
      markdown += text
      return { ...chunk, start, end: markdown.length }
    })
  const { id, title, lang, module, translationOf, isStale } = article
  return { id, title, lang, module, translationOf, isStale, markdown, chunks }
}

/** How many lines begin between two offsets. */
export function linesBetween(markdown: string, from: number, to: number): number {
  let lines = 0
  for (
    let at = markdown.indexOf('\n', from);
    at !== -1 && at < to;
    at = markdown.indexOf('\n', at + 1)
  )
    lines++
  return lines
}
