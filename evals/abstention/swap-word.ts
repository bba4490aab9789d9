import type { QueryTerm } from '../../src/retrieval/query-terms.ts'
import { inverseFrequency, type Statistics } from '../../src/retrieval/statistics.ts'
import { isStopWord } from '../../src/retrieval/stop-words.ts'
import { foldText } from '../../src/text/fold.ts'
import { stem } from '../../src/text/tokens.ts'

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The longest word of a question that says what it is about: a thing that another knowledge base knows. */
export function thingIn(text: string): string | undefined {
  return partsOf(text)
    .filter((part) => /^\p{L}{2,}$/u.test(part) && !isStopWord(stem(foldText(part))))
    .sort((a, b) => b.length - a.length)[0]
}

/**
 * The question about another thing: its rarest word that the corpus has is replaced. Null where no word can be. What
 * it then asks is not in the corpus, though nearly all of its words are.
 */
export function swapWord(
  text: string,
  terms: readonly QueryTerm[],
  statistics: Statistics,
  replacement: string,
): string | null {
  const rarest = terms
    .filter(({ view, isOwn, isStop }) => view === 'word' && isOwn && !isStop)
    .filter(({ key }) => (statistics.frequencies.get(key) ?? 0) > 0)
    .sort((a, b) => inverseFrequency(statistics, b.key) - inverseFrequency(statistics, a.key))
  const parts = partsOf(text)
  const folded = parts.map((part) => stem(foldText(part)))
  const word = rarest.find((term) => folded.includes(term.text))
  if (word === undefined) return null
  return parts.map((part, i) => (folded[i] === word.text ? replacement : part)).join('')
}

function partsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
