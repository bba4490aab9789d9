import type { Citation, SuggestedSentence } from '../../http/api-types.ts'

/** One place of the knowledge base a suggestion rests on. */
export type Source = {
  /** From 1, in the order of first use. */
  number: number
  article: string
  title: string
  chunk: string
  /** First cited line. */
  line: number
  /** Past its review date. */
  isStale: boolean
  /** Sentences taken from here word for word, and reworded. */
  quoted: number
  grounded: number
  citations: Citation[]
}

/** The places cited, each once. */
export function listSources(sentences: SuggestedSentence[]): Source[] {
  const sources = new Map<string, Source>()
  for (const { basis, citations } of sentences) {
    for (const [index, citation] of citations.entries()) {
      const { article, title, chunk, line } = citation
      const source = sources.get(chunk) ?? {
        number: sources.size + 1,
        article,
        title,
        chunk,
        line,
        isStale: false,
        quoted: 0,
        grounded: 0,
        citations: [],
      }
      sources.set(chunk, source)
      source.line = Math.min(source.line, line)
      source.isStale ||= citation.isStale ?? false
      source.citations.push(citation)
      if (index === 0 && basis !== 'phrase') source[basis] += 1
    }
  }
  return [...sources.values()]
}

/** How sure, in words: the panel never shows a bare number. */
export function confidenceWord(confidence: number): 'high' | 'middle' | 'low' {
  if (confidence >= 0.8) return 'high'
  return confidence >= 0.55 ? 'middle' : 'low'
}
