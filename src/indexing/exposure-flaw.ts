import type { Article, Flaw } from '../articles/index.ts'
import type { HiddenText } from './hidden-prints.ts'

/** The first place where an article's customer text repeats hidden text of another file. */
export function exposureFlaw(article: Article, hidden: HiddenText): Flaw | undefined {
  if (hidden.isEmpty) return undefined
  for (const part of article.parts) {
    if (part.audience !== 'customer') continue
    const opensAt = part.release === null ? Number.NEGATIVE_INFINITY : Date.parse(part.release)
    if (part.part === 0) {
      const head = [article.title, ...article.asks, ...article.tags].join('\n')
      const inHead = hidden.find(head, opensAt)
      if (inHead) return flaw(article.path, 1, `The title, an ask or a tag repeats`, inHead.path)
    }
    const found = hidden.find(part.markdown, opensAt)
    if (!found) continue
    const chunk = part.chunks.findLast((piece) => piece.start <= found.offset)
    const within =
      part.markdown.slice(chunk?.start ?? 0, found.offset).split(/\r\n|\n|\r/).length - 1
    return flaw(article.path, (chunk?.sourceLine ?? 1) + within, 'This repeats', found.path)
  }
  return undefined
}

function flaw(file: string, line: number, what: string, other: string): Flaw {
  return {
    severity: 'error',
    rule: 'overlap',
    message: `${what} hidden text of ${other}.`,
    file,
    line,
    column: 1,
    allowed: 'other words, or the same audience and release in both files',
  }
}
