import type { Article, ArticlePart } from '../articles/index.ts'
import { type EncodedTerms, encodeTerms, termsWithin } from '../retrieval/index.ts'
import { type Judged, judgeFile, type Mode } from './judge-files.ts'
import { readArticleFile } from './read-files.ts'
import type { FoundFile } from './walk-folder.ts'

/** A part with what its chunks are found by, in their order. */
export type PreparedPart = ArticlePart & { terms: EncodedTerms[] }

/** Reads and compiles a file, and cuts what will be served into terms. All that needs neither other files nor the database. */
export function prepareFile(file: FoundFile, mode: Mode, now: Date): Judged {
  const judged = judgeFile(readArticleFile(file), mode, now)
  const { article } = judged
  if (article === null || article.state !== 'published') return judged
  return { ...judged, article: { ...article, parts: article.parts.map(withTerms(article)) } }
}

function withTerms(article: Article): (part: ArticlePart) => PreparedPart {
  return (part) => {
    const cut = termsWithin({ title: article.title, asks: asksOf(article, part) })
    return { ...part, terms: part.chunks.map((chunk) => encodeTerms(cut(chunk))) }
  }
}

/** Asks ask for the article, not for a block of it. */
export function asksOf(article: Pick<Article, 'asks'>, part: Pick<ArticlePart, 'part'>): string[] {
  return part.part === 0 ? article.asks : []
}
