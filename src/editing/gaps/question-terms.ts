import { inOfficialTerms } from '../../copilot/official-terms.ts'
import type { GlossaryTerm } from '../../desk/types.ts'
import { inMainlandWords } from '../../insights/alike/regional-words.ts'
import { isStopWord } from '../../retrieval/stop-words.ts'
import { foldText } from '../../text/fold.ts'
import { tokenize } from '../../text/tokens.ts'

/** What of a question is compared: each view has its own terms. */
export const VIEWS = ['word', 'bigram', 'character', 'fragment', 'pair'] as const
export type View = (typeof VIEWS)[number]

export type Term = { view: View; text: string; isStop: boolean }

/**
 * The terms of a question, each once: in the desk's own words for what customers call otherwise, scripts and regions
 * made one.
 */
export function termsOf(question: string, glossary: readonly GlossaryTerm[]): Term[] {
  const official = inOfficialTerms(question, glossary) ?? foldText(question)
  const { words, bigrams, characters, fragments, pairs } = tokenize(inMainlandWords(official))
  const of = (view: View, texts: readonly string[]): Term[] =>
    [...new Set(texts)].map((text) => ({ view, text, isStop: isStopWord(text) }))
  return [
    ...of('word', words),
    ...of('bigram', bigrams),
    ...of('character', characters),
    ...of('fragment', fragments),
    ...of('pair', pairs),
  ]
}
