import type { Article } from '../../http/api-types.ts'
import type { Span } from './span.ts'

/** A place to light up: a whole chunk, or what a citation quotes of it. */
export type Mark = { chunk: string; quote?: string; span?: Span }

/** For each part of the article the spans of its markdown that are lit, in order and apart. */
export function locateMarks(parts: Article['parts'], marks: Mark[]): Span[][] {
  const found = parts.map((): Span[] => [])
  for (const mark of marks) {
    const part = parts.findIndex(({ chunks }) => chunks.some(({ id }) => id === mark.chunk))
    const index = Math.max(part, 0)
    const span = parts[index] && locate(parts[index], mark)
    if (span) found[index]?.push(span)
  }
  return found.map(joinSpans)
}

/** The mark's own offsets if the quote still stands there, else wherever the quote stands now, else the chunk. */
function locate(part: Article['parts'][number], mark: Mark): Span | null {
  const { quote, span } = mark
  if (span && (quote === undefined || part.markdown.slice(span.start, span.end) === quote)) {
    return span
  }
  const moved = quote ? part.markdown.indexOf(quote) : -1
  if (quote && moved >= 0) return { start: moved, end: moved + quote.length }
  const chunk = part.chunks.find(({ id }) => id === mark.chunk)
  return chunk ? { start: chunk.start, end: chunk.end } : null
}

/** Sorted, with those that touch or overlap made one. */
export function joinSpans(spans: Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && span.start <= last.end + 1) last.end = Math.max(last.end, span.end)
    else joined.push({ ...span })
  }
  return joined
}
