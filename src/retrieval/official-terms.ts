import type { GlossaryTerm } from '../desk/types.ts'
import { foldText } from '../text/fold.ts'
import type { Query } from './types.ts'

/** One Chinese character stands in too many words to be taken for a term. */
const SHORTEST = 2
const LATIN_EDGE = '[\\p{Script=Latin}\\p{N}]'

/** A customer's word in a text, and the desk's own term for it; both folded. */
export type OtherName = { pattern: RegExp; term: string }

/**
 * The synonyms, abbreviations and slips of the glossary that stand in a folded text, the longest first. Latin ones count only as
 * whole words; Chinese has no word ends to go by.
 */
export function findOtherNames(text: string, glossary: readonly GlossaryTerm[]): OtherName[] {
  return glossary
    .flatMap(({ term, synonyms, abbreviations, misspellings }) =>
      [...synonyms, ...abbreviations, ...misspellings].map((variant) => ({
        variant: foldText(variant),
        term: foldText(term),
      })),
    )
    .filter(({ variant, term }) => variant.length >= SHORTEST && variant !== term)
    .filter(({ variant }) => text.includes(variant))
    .sort((a, b) => b.variant.length - a.variant.length)
    .map(({ variant, term }) => ({ pattern: patternOf(variant), term }))
    .filter(({ pattern }) => text.search(pattern) >= 0)
}

/** The query with the desk's own terms for what the customer calls otherwise. */
export function withOfficialTerms(query: Query, glossary: readonly GlossaryTerm[]): Query {
  const text = foldText(query.text)
  const named = findOtherNames(text, glossary).filter(({ term }) => !text.includes(term))
  const official = [...new Set(named.map(({ term }) => term))]
  return official.length === 0 ? query : { ...query, official }
}

function patternOf(variant: string): RegExp {
  const escaped = variant.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const isLatin = /\p{Script=Latin}/u.test(variant)
  return new RegExp(isLatin ? `(?<!${LATIN_EDGE})${escaped}(?!${LATIN_EDGE})` : escaped, 'gu')
}
