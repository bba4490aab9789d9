import type { ArticleView } from './article-view.ts'
import { linesBetween } from './article-view.ts'
import type { Citation } from './types.ts'

/** Citations of a stretch of an article: one for each chunk it touches, each quote lying within its chunk. */
export function cite(view: ArticleView, start: number, end: number): Citation[] {
  const citations: Citation[] = []
  for (const chunk of view.chunks) {
    let from = Math.max(start, chunk.start)
    let to = Math.min(end, chunk.end)
    while (from < to && /\s/.test(view.markdown[from]!)) from++
    while (to > from && /\s/.test(view.markdown[to - 1]!)) to--
    if (from >= to) continue
    citations.push({
      article: view.id,
      title: view.title,
      chunk: chunk.id,
      start: from - chunk.start + chunk.partStart,
      end: to - chunk.start + chunk.partStart,
      line: chunk.partLine + linesBetween(view.markdown, chunk.start, from),
      quote: view.markdown.slice(from, to),
      rev: chunk.rev,
      ...(view.isStale ? { isStale: true } : {}),
    })
  }
  return citations
}
