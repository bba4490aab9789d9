import type { Lang } from '../text/types.ts'

/** An article as one reader may see it now: its own text and the blocks told to that reader, in reading order. */
export type ArticleView = {
  id: string
  title: string
  lang: Lang
  module: string | null
  /** The chunks' texts, joined. */
  markdown: string
  /** In reading order; they cover `markdown` exactly once. */
  chunks: ViewChunk[]
}

export type ViewChunk = {
  id: string
  headings: string[]
  /** UTF-16 offsets into the view's markdown. */
  start: number
  end: number
  /** Content hash of the article part the chunk stands in. */
  rev: string
  isStandardReply: boolean
}

/** What a stored part of an article gives to a view, in any order. */
export type StoredChunk = {
  id: string
  part: number
  /** The piece of part 0 that this part follows; not used for part 0. */
  after: number
  piece: number
  headings: string[]
  text: string
  rev: string
  isStandardReply: boolean
}

/** Puts an article together from its stored chunks: part 0 with each further part where it belongs. */
export function viewArticle(
  article: Pick<ArticleView, 'id' | 'title' | 'lang' | 'module'>,
  stored: StoredChunk[],
): ArticleView {
  const place = (chunk: StoredChunk) => (chunk.part === 0 ? chunk.piece : chunk.after)
  const ordered = stored.toSorted(
    (a, b) => place(a) - place(b) || a.part - b.part || a.piece - b.piece,
  )
  let markdown = ''
  const chunks = ordered.map((chunk): ViewChunk => {
    const start = markdown.length
    markdown += chunk.text
    const { id, headings, rev, isStandardReply } = chunk
    return { id, headings, start, end: markdown.length, rev, isStandardReply }
  })
  return { ...article, markdown, chunks }
}

/** The line, from 1, that an offset stands in. */
export function lineAt(markdown: string, offset: number): number {
  let line = 1
  for (
    let at = markdown.indexOf('\n');
    at !== -1 && at < offset;
    at = markdown.indexOf('\n', at + 1)
  )
    line++
  return line
}
