import { tokenize } from '../../../src/text/tokens.ts'

/** Sidecue's words (folded, stemmed; Chinese segmented) and Chinese bigrams, for peers that let one choose. */
export function wordTerms(text: string): string[] {
  const { words, bigrams } = tokenize(text)
  return [...words, ...bigrams.map((bigram) => `2:${bigram}`)]
}
